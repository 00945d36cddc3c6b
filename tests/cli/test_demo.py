"""`gatepost demo --drafts` shows a spread of drafts and verdicts, and says what to try next."""

from __future__ import annotations

from gatepost.cli.demo_drafts import demo_drafts
from gatepost.policy import Verdict, load
from gatepost.screening.cases import read_cast
from gatepost.screening.screen import screen

from .command import gatepost


def test_the_demo_shows_every_verdict_and_what_to_try_next() -> None:
    result = gatepost("demo", "--drafts")
    assert result.exit_code == 0
    for sentence in ("May be posted", "May be posted, think of this", "Ask first", "Do not post this yet"):
        assert f"  {sentence}\n" in result.stdout
    assert "Try next:" in result.stdout
    assert "gatepost clause SU-4" in result.stdout


def test_the_demo_drafts_are_spread_over_roles_channels_and_verdicts() -> None:
    policy = load()
    known = read_cast(policy)
    drafts = list(demo_drafts())
    reports = [screen(draft, known, policy) for draft in drafts]
    assert 12 <= len(drafts) <= 16
    assert len({draft.author_role for draft in drafts}) >= 6
    assert {draft.channel.kind for draft in drafts} == {"sanctioned", "personal", "closed_group", "dm"}
    assert {report.verdict for report in reports} == set(Verdict)
    assert any(report.lifted for report in reports)
    assert any(report.mended and report.mended.verdict < report.verdict for report in reports)
    assert any(draft.photos and not report.findings for draft, report in zip(drafts, reports, strict=True))


def test_the_demo_never_tells_who_is_not_cleared() -> None:
    assert "Lucas" not in gatepost("demo", "--drafts").stdout
