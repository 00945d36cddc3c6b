"""`gatepost check` answers so that a tired teacher understands, and a machine too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gatepost.policy import load
from gatepost.screening import read_known, screen
from gatepost.screening.draft import Draft

from .command import CAST, PACK, check, draft, gatepost

NAMED = draft(
    "What a finish! Well done Grace Tolliver.",
    photos=[{"people": ["P001"], "caption": "Grace on the podium", "file": "grace-tolliver.jpg"}],
)
UNCLEARED = draft("Our harvest table is full.", photos=[{"people": ["P009"], "file": "harvest.jpg"}])
ADVISED = draft("Lovely singing from Elowen in assembly.", context={"school": "WEN", "account": "registered"})
INNOCENT = draft("Muddy boots, big grins: eleven kinds of leaf on the nature walk.")


def below(output: str, words: str) -> str:
    """What stands below these words on the next line."""
    rows = output.splitlines()
    number = next(n for n, row in enumerate(rows) if words in row)
    start = rows[number].index(words)
    return rows[number + 1][start : start + len(words)]


@pytest.mark.parametrize(
    ("given", "sentence", "status"),
    [
        (INNOCENT, "May be posted\n", 0),
        (ADVISED, "May be posted, think of this\n", 0),
        (UNCLEARED, "Ask first\n", 3),
        (NAMED, "Do not post this yet\n", 4),
    ],
)
def test_each_verdict_has_its_sentence_and_its_exit_status(given: dict[str, Any], sentence: str, status: int) -> None:
    result = check(given)
    assert result.stdout.splitlines(keepends=True)[0].endswith(f"  {sentence}")
    assert result.exit_code == status


def test_the_four_verdicts_differ_in_shape() -> None:
    gates = {check(given).stdout.split("  ")[0] for given in (INNOCENT, ADVISED, UNCLEARED, NAMED)}
    assert len(gates) == 4


def test_the_found_words_are_underlined_where_they_stand() -> None:
    output = check(NAMED).stdout
    assert below(output, "Grace Tolliver.") == "━" * 14
    assert below(output, "caption: Grace").strip() == "━" * 5
    assert below(output, "file name: grace-tolliver").strip() == "━" * 14


def test_block_hold_and_advise_are_underlined_in_three_ways() -> None:
    given = draft("Jack Lomax came second; sign up at bit.ly/garden", links=["https://bit.ly/garden"])
    output = check(given).stdout
    assert set(below(output, "Jack Lomax")) == {"━"}
    assert set(below(output, "https://bit.ly/garden")) == {"═"}
    assert set(below(check(ADVISED).stdout, "Elowen")) == {"~"}


def test_a_finding_tells_its_clause_its_reason_its_mend_and_what_would_lift_it() -> None:
    output = check(UNCLEARED, width=100).stdout
    assert "SU-4a  Written consent for a photograph" in output
    assert "One person in this picture is not cleared for this channel." in output
    assert "Mend: Leave this picture out." in output
    assert "Would lift it: Consent of a parent or carer to a child's photograph (from: Parent or carer)." in output
    assert "No permission lifts this." in check(NAMED).stdout


def test_only_the_office_reads_who_is_not_cleared() -> None:
    assert (
        "Lucas"
        not in check(UNCLEARED).stdout + check(UNCLEARED, "--json").stdout + check(UNCLEARED, "--volunteer").stdout
    )
    assert "For the office: Lucas Page (4J)" in check(UNCLEARED, "--office").stdout
    assert "Lucas Page (4J)" in check(UNCLEARED, "--office", "--json").stdout


def test_the_mended_draft_and_its_verdict_follow() -> None:
    output = check(draft("Well done Grace Tolliver!")).stdout
    mended = output.split("With the mends made for you:")[1]
    assert "Well done one of our pupils!" in mended
    assert "May be posted\n" in mended


def test_a_mended_draft_can_be_checked_again() -> None:
    mended = check(draft("Well done Grace Tolliver!"), "--mend")
    assert json.loads(mended.stdout)["text"] == "Well done one of our pupils!"
    assert mended.exit_code == 0
    assert gatepost("check", "-", "--known", CAST, given=mended.stdout).exit_code == 0


def test_a_permission_on_file_is_told() -> None:
    given = draft("Tea towels with the Saltmarsh crest, two for ten pounds!", author_role="ptfa",
                  channel={"kind": "personal", "platform": "facebook"}, context={"school": "SMP", "permissions": ["CC-1"]})  # fmt: skip
    result = check(given)
    assert result.exit_code == 0
    assert "CC-1 Name, logo and published material: a permission on file lifts it." in result.stdout


def test_json_is_the_report(tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(NAMED))
    result = gatepost("check", file, "--known", CAST, "--json", "--on", "2026-11-23")
    report = json.loads(result.stdout)
    assert (report["verdict"], result.exit_code) == ("block", 4)
    assert {finding["clause"] for finding in report["findings"]} == {"SU-4b"}
    assert report["findings"][0]["span"] == "Grace Tolliver"
    assert json.loads(check(NAMED, "--json", "--mend").stdout)["mended"]["verdict"] == "block"


def test_json_and_the_library_say_the_same() -> None:
    from_command = json.loads(check(NAMED, "--json", "--on", "2026-11-23").stdout)
    report = screen(Draft.model_validate(NAMED), read_known(CAST), load())
    assert from_command == report.as_json(office=False)


def test_words_can_be_given_on_the_command_line() -> None:
    words = ("--role", "teacher", "--channel", "sanctioned", "--platform", "x", "--school", "SMP", "--known", CAST)
    assert gatepost("check", "--text", "Well done Grace Tolliver!", *words).exit_code == 4
    assert gatepost("check", "--text", "Sports day on Friday", *words).exit_code == 0
    assert gatepost("check", "--text", "Sign up here", "--link", "https://bit.ly/x", *words).exit_code == 3


def test_consents_are_judged_by_the_day() -> None:
    given = draft("A grand finish.", photos=[{"people": ["P001"], "file": "race.jpg"}])
    assert check(given, "--on", "2026-11-23").exit_code == 0
    assert check(given, "--on", "2026-09-01").exit_code == 3


def test_what_the_policy_does_not_know_is_underlined_and_held() -> None:
    result = check(draft("Sports day!", author_role="techer", channel={"kind": "sanctioned", "platform": "facebok"}))
    assert result.exit_code == 3
    assert below(result.stdout, "techer") == "═" * 6
    assert below(result.stdout, "facebok") == "═" * 7


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            b'{"text": "hi",\n "author_role" "teacher"}',
            "the input:2:16: not JSON (expecting ':' delimiter); expected one draft",
        ),
        (b'{"text": "hi"}', "the input: author_role: missing; expected this key; hint: "),
        (b"[]", "the input: a list; expected one draft"),
        (b"", "hint: it is empty"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_bad_input_ends_with_status_2_and_one_clear_message(given: bytes, told: str) -> None:
    result = gatepost("check", "-", "--known", CAST, given=given)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.json", "--known", CAST), "nowhere.json: no such file or directory; expected a file"),
        (("-", "--known", "nowhere"), "nowhere: no such folder; expected roll.csv"),
        (("-", "--known", CAST, "--policy", "nowhere"), "nowhere: no such folder; expected a policy pack"),
        (("-", "--known", CAST, "--on", "soon"), "--on soon: not a date; expected a date such as 2026-09-01"),
        (("--text", "hi", "--known", CAST), "--text needs --role and --channel"),
        (("--known", CAST), "expected a draft"),
        (("-", "--text", "hi", "--known", CAST), "expected a draft"),
        (("-",), "--known"),
    ],
)
def test_wrong_words_on_the_command_line_end_with_status_2(words: tuple[str | Path, ...], told: str) -> None:
    result = gatepost("check", *words, given=json.dumps(INNOCENT))
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("width", [1, 12, 24, 40, 80, 300])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n\t",
        "\x00\x07\x1b[2J\x1b]0;title\x07 Grace Tolliver",
        "\u202eGrace\u200b Tolliver\u202c",
        "\ud800 Grace Tolliver \udfff",
        "👩‍🏫🏅👨‍👩‍👧‍👦" * 40,
        "ｗｉｄｅ " * 40 + "Grace Tolliver",
        "Grace\nTolliver\r\nof\u20284J",
        "a" * 5000 + " Grace Tolliver " + "b" * 5000,
        "e\u0301" * 300,
    ],
)
def test_no_text_and_no_terminal_is_too_odd(text: str, width: int) -> None:
    result = check(draft(text), width=width)
    assert result.exit_code in (0, 3, 4)
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def test_underlines_keep_their_place_behind_wide_letters() -> None:
    rows = check(draft("🏅🏅 Well done Grace Tolliver")).stdout.splitlines()
    number = next(n for n, row in enumerate(rows) if "Grace" in row)
    assert rows[number + 1].index("━") == rows[number].index("Grace") + 2  # each medal takes two columns


def test_a_long_text_is_shown_as_excerpts() -> None:
    output = check(
        draft("The tide went out. " * 2000 + "Well done Grace Tolliver! " + "The tide came in. " * 2000)
    ).stdout
    assert below(output, "Grace Tolliver") == "━" * 14
    assert output.count("[…]") >= 2
    assert len(output) < 5000


def test_the_bundled_pack_can_be_given_by_its_folder() -> None:
    assert check(NAMED, "--policy", str(PACK)).exit_code == 4
