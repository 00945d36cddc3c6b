"""What a sign means hangs on who posts and where."""

from __future__ import annotations

import pytest

from gatepost.policy import load
from gatepost.policy.clause import CHANNEL_KINDS
from gatepost.screening.signs import MUST_BE_PRACTISED, SIGNS
from tests.cast import learn_to_live
from tests.policy.conftest import BROOK_GREEN, Edit


def means(sign: str, role: str, channel: str) -> dict[str, str]:
    """Clause -> verdict, under the bundled pack."""
    return {m.clause.id: m.rule.verdict.word for m in learn_to_live().meanings(sign, role, channel)}


@pytest.mark.parametrize(
    ("sign", "role", "channel", "expected"),
    [
        ("pupil_identified", "teacher", "sanctioned", {"SU-4c": "block"}),
        ("pupil_identified", "teacher", "personal", {"PU-1b": "block"}),
        ("pupil_identified", "teacher", "dm", {"PU-1b": "block"}),
        ("pupil_identified", "teacher", "closed_group", {"PU-9a": "block"}),
        ("pupil_identified", "governor", "sanctioned", {"SU-4c": "block"}),
        ("pupil_identified", "governor", "personal", {"KP-3": "block"}),
        ("pupil_identified", "ptfa", "closed_group", {"KP-3": "block"}),
        ("pupil_identified", "volunteer", "dm", {"KP-3": "block"}),
        ("pupil_identified", "parent", "sanctioned", {}),
        ("pupil_identified", "parent", "personal", {}),
        ("pupil_first_named", "teacher", "sanctioned", {"SU-4c": "advise"}),
        ("pupil_named_with_photo", "office", "sanctioned", {"SU-4b": "block"}),
        ("photo_consent_refused", "teacher", "sanctioned", {"SU-4a": "block"}),
        ("photo_consent_refused", "teacher", "personal", {}),
        ("photo_consent_missing", "ptfa", "sanctioned", {"SU-4a": "hold"}),
        ("personal_email_for_school", "teacher", "sanctioned", {"PU-5": "hold", "PU-6": "hold"}),
        ("personal_email_for_school", "ptfa", "sanctioned", {}),
        ("abuse_of_school_page", "parent", "sanctioned", {"SU-6": "block"}),
        ("abuse_of_school_page", "teacher", "sanctioned", {}),
        ("improper_contact_seen", "teacher", "personal", {"PU-3": "block"}),
        ("improper_contact_seen", "parent", "sanctioned", {"PU-3": "block"}),
        ("improper_contact_seen", "public", "dm", {"PU-3": "block"}),
        ("improper_contact_seen", "teacher", "sanctioned", {}),
        ("child_wrote_to_us", "pupil", "dm", {"PU-2": "block"}),
        ("child_wrote_to_us", "public", "sanctioned", {"PU-2": "block"}),
        ("derogatory", "executive_head", "personal", {"CC-4": "block"}),
        ("derogatory", "parent", "personal", {}),
        ("brand_used", "ptfa", "personal", {"CC-1": "hold"}),
        ("political", "teacher", "sanctioned", {"CC-5b": "block"}),
        ("pupil_as_contact", "teacher", "personal", {"PU-10a": "block"}),
        ("pupil_as_contact", "governor", "personal", {"KP-3": "block"}),
        ("ex_pupil_as_contact", "teaching_assistant", "personal", {"PU-10b": "advise"}),
        ("own_personal_data", "teacher", "personal", {"CC-6": "advise"}),
        ("own_personal_data", "teacher", "sanctioned", {}),
        ("role_not_known", "nobody", "sanctioned", {"KP-3": "hold"}),
        ("no_such_sign", "teacher", "sanctioned", {}),
    ],
)  # fmt: skip
def test_a_sign_means_what_the_clauses_say_for_this_role_and_channel(
    sign: str, role: str, channel: str, expected: dict[str, str]
) -> None:
    assert means(sign, role, channel) == expected


@pytest.mark.parametrize("sign", MUST_BE_PRACTISED)
@pytest.mark.parametrize("role", ["teacher", "parent", "pupil", "nobody", "", "__class__"])
@pytest.mark.parametrize("channel", [*CHANNEL_KINDS, "noticeboard", ""])
def test_what_cannot_be_told_holds_for_everybody_everywhere(sign: str, role: str, channel: str) -> None:
    assert "hold" in means(sign, role, channel).values()


def test_on_an_unknown_kind_of_channel_a_sign_means_all_that_it_can_mean() -> None:
    assert means("pupil_identified", "teacher", "noticeboard") == {"PU-1b": "block", "PU-9a": "block", "SU-4c": "block"}


def test_a_role_is_bound_by_its_id_its_groups_and_everyone() -> None:
    assert {"teacher", "staff", "everyone", "anyone"} <= learn_to_live().groups_of("teacher")


def test_those_outside_are_bound_by_what_binds_anyone() -> None:
    groups = learn_to_live().groups_of("parent")
    assert "anyone" in groups
    assert "everyone" not in groups


def test_a_role_that_nobody_knows_is_anyone() -> None:
    assert learn_to_live().groups_of("nobody") == {"anyone"}


def test_ten_thousand_invented_roles_do_not_fill_the_memory() -> None:
    policy = load(BROOK_GREEN)
    for number in range(10_100):
        policy.meanings("derogatory", f"role {number}", "personal")
    assert len(policy._meanings) <= 10_000
    assert policy.meanings("derogatory", "trustee", "personal")[0].clause.id == "5.2"


def test_every_sign_that_a_clause_sees_is_one_that_a_check_can_see() -> None:
    seen = {rule.sees for clause in learn_to_live().clauses.values() for rule in clause.breaks}
    assert seen <= SIGNS.keys()


def test_a_pack_changes_a_verdict_without_a_line_of_code(edited: Edit) -> None:
    folder = edited("clauses/4-links.yaml", "{sees: adult_site, verdict: block}", "{sees: adult_site, verdict: hold}")
    assert load(folder).meanings("adult_site", "trustee", "dm")[0].rule.verdict.word == "hold"
