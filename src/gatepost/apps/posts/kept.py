"""A post and what was found in it as plain values, for as long as they are kept; and the hash of what is decided on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from typing import Any

from gatepost.apps.posts.channels import Place
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.post import Picture, Post, Words
from gatepost.policy import Verdict
from gatepost.screening.finding import Finding, Remedy


def words_of(post: Post) -> dict[str, Any]:
    """Its words as they are kept: JSON and nothing else."""
    told = asdict(post.words)
    return {**told, "links": list(told["links"]), "pictures": [_plain(one) for one in told["pictures"]]}


def post_of(sent: SentPost) -> Post:
    """The post as it was sent; without a word once they were taken out."""
    kept = sent.words or {"text": "", "links": [], "pictures": []}
    pictures = tuple(Picture(**{**one, "pupils": tuple(one["pupils"])}) for one in kept["pictures"])
    return Post(
        Words(kept["text"], tuple(kept["links"]), pictures),
        Place(sent.kind, sent.platform),
        sent.role,
        sent.school.code if sent.school else "",
        sent.audience,
        str(sent.author_id),
    )


def fingerprint(post: Post, digest: str) -> str:
    """SHA-256 over words, pictures, links, place, audience, role, school and policy: whatever changes, it is another."""
    told = {
        **words_of(post),
        "kind": post.place.kind,
        "platform": post.place.platform,
        "audience": post.audience or post.place.audience,
        "role": post.role,
        "school": post.school,
        "policy": digest,
    }
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def finding_as_kept(finding: Finding) -> dict[str, Any]:
    """A finding as plain values, the office's reason too."""
    told: dict[str, Any] = {one.name: getattr(finding, one.name) for one in fields(finding)}
    told["verdict"] = finding.verdict.word
    told["remedy"] = finding.remedy._asdict() if finding.remedy else None
    return {**told, "lifted_by": list(finding.lifted_by), "subjects": list(finding.subjects)}


def findings_of(sent: SentPost) -> tuple[Finding, ...]:
    """What was found when it was sent."""
    return tuple(_finding(one) for one in sent.findings)


def can_be_kept(post: Post) -> bool:
    """Whether every character has a shape that any database keeps: no NUL, no half of a pair."""
    pictures = post.words.pictures
    told = (
        post.words.text,
        *post.words.links,
        *(text for one in pictures for text in (one.file, one.caption, one.alt)),
    )
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for text in told for char in text)


def _plain(picture: dict[str, Any]) -> dict[str, Any]:
    return {**picture, "pupils": sorted(picture["pupils"])}


def _finding(kept: dict[str, Any]) -> Finding:
    more = {
        "verdict": Verdict.of(kept["verdict"]),
        "remedy": Remedy(**kept["remedy"]) if kept["remedy"] else None,
        "lifted_by": tuple(kept["lifted_by"]),
        "subjects": tuple(kept["subjects"]),
    }
    return Finding(**{**kept, **more})
