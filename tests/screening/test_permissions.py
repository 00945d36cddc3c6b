"""A permission lifts what it says: its own clause, for its subject, its channel and its days, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from gatepost.screening import Draft, Permission
from tests.cast import LUCAS, MR_OKORO, MS_HILL, TERM, clauses, draft, known, learn_to_live, photo, screened, verdict

DAY = timedelta(days=1)


def leaves(*shows: str, **more: object) -> Draft:
    return draft("Leaf printing this afternoon.", photos=[photo(*shows or ("Lucas Page",))], **more)  # type: ignore[arg-type]


def selling(**more: object) -> Draft:
    return draft("Selling mugs with the Saltmarsh Primary logo, £8 each.", on="personal facebook", **more)  # type: ignore[arg-type]


def befriending(**more: object) -> Draft:
    return draft("I accepted Grace Tolliver's friend request.", on="personal facebook", **more)  # type: ignore[arg-type]


def own_mail(**more: object) -> Draft:
    return draft("Please send the school forms to my gmail.", **more)  # type: ignore[arg-type]


def hidden_link(**more: object) -> Draft:
    return draft("Read more.", links=["https://bit.ly/x"], **more)  # type: ignore[arg-type]


def school_picture(**more: object) -> Draft:
    return draft("Leaf printing today.", on="personal facebook", photos=[photo("Grace Tolliver")], **more)  # type: ignore[arg-type]


LIFTED: dict[str, tuple[Callable[..., Draft], str]] = {
    "a family's consent": (leaves, "SU-4a"),
    "leave to use the logo": (selling, "CC-1"),
    "a listed site": (hidden_link, "SU-5"),
    "a picture that SLT agreed to": (school_picture, "CC-3"),
    "a relative as a friend": (befriending, "PU-10a"),
}


@pytest.mark.parametrize(("make", "clause"), LIFTED.values(), ids=LIFTED)
def test_a_permission_declared_with_the_draft_lifts_its_clause(make: Callable[..., Draft], clause: str) -> None:
    assert clause in clauses(make())
    assert clause not in clauses(make(permissions=[clause]))
    assert clause in {finding.clause for finding in screened(make(permissions=[clause])).lifted}


@pytest.mark.parametrize(("make", "clause"), LIFTED.values(), ids=LIFTED)
def test_a_permission_for_any_other_clause_lifts_nothing(make: Callable[..., Draft], clause: str) -> None:
    grants = learn_to_live().grants
    liftable = {grant.clause for grant in grants if clause.startswith(grant.clause)} | {clause}
    others = [other for other in learn_to_live().clauses if other not in liftable]
    before = screened(make())
    after = screened(make(permissions=others))
    assert {f.clause for f in before.findings if f.clause == clause} <= {f.clause for f in after.findings}


def test_leave_to_use_ones_own_mail_lifts_what_forbids_it() -> None:
    assert clauses(own_mail()) == {"PU-5", "PU-6"}
    assert clauses(own_mail(permissions=["PU-6"])) == set()


@pytest.mark.parametrize("clause", ["PU-10", "PU-10a"])
def test_a_permission_may_name_the_clause_or_its_part(clause: str) -> None:
    assert "PU-10a" not in clauses(befriending(permissions=[clause]))


def test_a_permission_for_one_part_is_none_for_another() -> None:
    assert "PU-10a" in clauses(befriending(permissions=["PU-10b"]))


@pytest.mark.parametrize("permissions", [["SU-4"], ["SU-4b"], ["SU-4c"], ["SU-4a", "SU-4b", "SU-4c"]])
def test_nothing_lets_a_pupil_be_named(permissions: list[str]) -> None:
    assert verdict(draft("Well done Grace Tolliver!", permissions=permissions)) == "block"
    beside = draft("Well done Grace!", photos=[photo("Grace Tolliver")], permissions=permissions)
    assert verdict(beside) == "block"


def test_a_familys_no_stands_whoever_permits() -> None:
    assert verdict(leaves("Mikołaj Zieliński", permissions=["SU-4a", "SU-4"])) == "block"
    assert verdict(leaves("Ethan Sparrow"), known(Permission("SU-4a", "head_of_school_slt"))) == "block"


def test_an_unsafe_link_is_blocked_whoever_listed_it() -> None:
    a = draft("Look.", links=["https://onlyfans.com/x"], permissions=["SU-5"])
    assert verdict(a) == "block"


# -- on file: subject, channel, days --


def on_file(**terms: object) -> Permission:
    return Permission("SU-4a", "parent", **terms)  # type: ignore[arg-type]


def test_a_permission_on_file_lifts_it() -> None:
    assert verdict(leaves(), known(on_file(subject=LUCAS.id, channel="facebook"))) == "allow"


@pytest.mark.parametrize(
    "permission",
    [
        Permission("SU-4b", "parent", LUCAS.id),
        Permission("CC-3", "parent", LUCAS.id),
        Permission("SU-4", "parent", LUCAS.id),
        Permission("", "parent", LUCAS.id),
        on_file(subject="P017"),
        on_file(subject=MS_HILL.id),
        on_file(channel="instagram"),
        on_file(channel="Facebook"),
        on_file(subject=LUCAS.id, channel="wordpress"),
    ],
    ids=str,
)
def test_a_permission_on_file_for_something_else_lifts_nothing(permission: Permission) -> None:
    assert verdict(leaves(), known(permission)) == "hold"


def test_each_child_in_the_picture_needs_its_own() -> None:
    both = leaves("Lucas Page", "Jean-Luc Moreau")
    assert verdict(both, known(on_file(subject=LUCAS.id))) == "hold"
    assert verdict(both, known(on_file(subject=LUCAS.id), on_file(subject="P017"))) == "allow"


def test_a_permission_for_one_child_does_not_cover_somebody_unknown() -> None:
    assert verdict(leaves("Lucas Page", "unknown"), known(on_file(subject=LUCAS.id))) == "hold"


@pytest.mark.parametrize(
    ("day", "expected"),
    [(TERM - DAY, "hold"), (TERM, "allow"), (TERM + 9 * DAY, "allow"), (TERM + 10 * DAY, "hold")],
)
def test_it_holds_from_its_first_day_to_its_last(day: date, expected: str) -> None:
    facts = known(on_file(valid_from=TERM, valid_to=TERM + 9 * DAY))
    assert verdict(leaves(day=day), facts) == expected


@pytest.mark.parametrize(("first", "last"), [(TERM, None), (None, TERM), (TERM, TERM)])
def test_a_dated_one_needs_a_day_to_be_judged_by(first: date | None, last: date | None) -> None:
    facts = known(on_file(valid_from=first, valid_to=last))
    assert verdict(leaves(), facts) == "hold"
    assert verdict(leaves(day=TERM), facts) == "allow"


def test_two_half_permissions_are_not_a_whole_one() -> None:
    facts = known(on_file(subject=LUCAS.id, channel="instagram"), on_file(subject="P017", channel="facebook"))
    assert verdict(leaves(), facts) == "hold"


def test_a_permission_for_an_author_is_that_authors() -> None:
    def leave(who: str) -> Permission:
        return Permission("CC-1", "executive_head", subject=who)

    assert verdict(selling(author="Rowena Hill"), known(leave(MS_HILL.id))) == "allow"
    assert verdict(selling(author="Rowena Hill"), known(leave(MR_OKORO.id))) == "hold"
    assert verdict(selling(), known(leave(MS_HILL.id))) == "hold"


def test_what_was_lifted_is_told_and_does_not_count() -> None:
    report = screened(selling(permissions=["CC-1"]))
    assert report.verdict.word == "allow"
    assert {finding.clause for finding in report.lifted} == {"CC-1"}
    assert {entry["clause"] for entry in report.as_json()["lifted"]} == {"CC-1"}


def test_what_was_lifted_is_told_once() -> None:
    lifted = screened(selling(permissions=["CC-1"])).lifted
    assert len({(finding.clause, finding.where, finding.start, finding.end) for finding in lifted}) == len(lifted)


def test_lifting_one_finding_leaves_the_others() -> None:
    a = draft("Well done Grace Tolliver!", photos=[photo("Lucas Page")], permissions=["SU-4a"])
    assert clauses(a) == {"SU-4c"}


@pytest.mark.parametrize(("make", "clause"), LIFTED.values(), ids=LIFTED)
def test_a_finding_names_what_would_lift_it(make: Callable[..., Draft], clause: str) -> None:
    (lifts, *_) = [finding.lifted_by for finding in screened(make()).findings if finding.clause == clause]
    assert lifts
    assert set(lifts) <= learn_to_live().grant_by_id.keys()
