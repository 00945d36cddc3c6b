"""The gate itself: full verdicts by `screen()` over the posts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

from benchmarks.people import known
from benchmarks.posts import COUNT, posts
from gatepost.policy import Verdict, load
from gatepost.screening import screen
from gatepost.screening.language.sentences import SWITCH, wanted


def tiers(*, second: bool) -> None:
    """Let the second tier of the model of meaning judge too, or leave it out, in this process and those it starts."""
    os.environ[SWITCH] = "yes" if second else "no"


def has_second() -> bool:
    """Whether the second tier can judge here at all."""
    tiers(second=True)
    return wanted()


def prepare(roll: int, sample: int = COUNT, *, second: bool = False) -> Callable[[], int]:
    """What is known with a roll of this size; the result screens so many of the posts and says how many."""
    tiers(second=second)
    facts, policy = known(roll), load()
    drafts = [post.draft for post in posts()[:sample]]

    def judge() -> int:
        for draft in drafts:
            screen(draft, facts, policy)
        return len(drafts)

    return judge


def verdicts(roll: int) -> tuple[float, float]:
    """The share of posts with an item that were not simply allowed, and of plain school posts that were stopped.

    It only guards against being fast by doing nothing.
    """
    facts, policy = known(roll), load()
    stopped: Counter[bool] = Counter()
    of: Counter[bool] = Counter()
    for post in posts():
        if not post.item and (post.draft.channel.kind != "sanctioned" or post.draft.author_role == "parent"):
            continue
        verdict = screen(post.draft, facts, policy).verdict
        of[bool(post.item)] += 1
        stopped[bool(post.item)] += verdict > (Verdict.ALLOW if post.item else Verdict.ADVISE)
    return stopped[True] / of[True], stopped[False] / of[False]
