"""A pack is loaded strictly: each mistake names its file and line, what was expected, and a hint."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gatepost.policy import PolicyError, Verdict, load
from tests.cast import learn_to_live
from tests.policy.conftest import BROOK_GREEN, Edit

CHILDREN = "clauses/3-children.yaml"


def mistakes(folder: Path) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        load(folder)
    return caught.value.mistakes


def the_mistake(folder: Path) -> str:
    found = mistakes(folder)
    assert len(found) == 1, found
    return found[0]


def test_a_good_pack_loads() -> None:
    policy = load(BROOK_GREEN)
    assert (policy.id, policy.version, policy.effective) == ("brook_green", "3", date(2027, 1, 4))
    assert list(policy.clauses) == ["3.1", "3.2", "4.1", "4.2", "5.1", "5.2"]


def test_the_bundled_pack_loads_with_every_clause_of_the_policy() -> None:
    counted = [clause_id for clause_id in learn_to_live().clauses if re.fullmatch(r"[A-Z]{2}-\d+", clause_id)]
    sections = {section: sum(one.startswith(section) for one in counted) for section in ("KP", "PU", "SU", "CC", "BR")}
    assert sections == {"KP": 3, "PU": 11, "SU": 8, "CC": 6, "BR": 2}
    assert len(learn_to_live().heading.purposes) == 5


def test_a_folder_may_be_named_by_a_text_or_a_path() -> None:
    assert load(str(BROOK_GREEN)).digest == load(BROOK_GREEN).digest


def test_a_policy_cannot_be_changed() -> None:
    policy = load(BROOK_GREEN)
    with pytest.raises(Exception, match=r"frozen|cannot assign"):
        policy.heading.title = "Something else"
    with pytest.raises(TypeError):
        policy.clauses["3.1"] = policy.clauses["3.2"]  # type: ignore[index]


# What is changed, where, and what the message must say: the line, the trouble, what was expected, the hint.
BROKEN: dict[str, tuple[str, str, str, str, str]] = {
    "a key nobody knows": (
        "policy.yaml", 'version: "3"', 'version: "3"\ndocment: rules.pdf', "policy.yaml:5: docment: unknown key", "did you mean 'document'?"),
    "a key nobody knows, deep down": (
        CHILDREN, "limb: first_name", "lim: first_name", f"{CHILDREN}:12: ", "did you mean 'limb'?"),
    "a missing key": (
        "policy.yaml", "effective: 2027-01-04\n", "", "policy.yaml:2: effective: missing", "add `effective:`"),
    "a missing key, deep down": (
        CHILDREN, "    title: Names stay at school\n", "", f"{CHILDREN}:4: clauses.0.title: missing", "add `title:`"),
    "a verdict that is none": (
        CHILDREN, "verdict: hold, on: [sanctioned, personal]", "verdict: stop, on: [sanctioned, personal]",
        f"{CHILDREN}:11: clauses.0.breaks.0.verdict: ", "allow, advise, hold or block"),
    "a force that is none": (
        CHILDREN, "force: must\n", "force: should\n", f"{CHILDREN}:17: clauses.1.force: 'should'", "expected must, must_not"),
    "a kind of channel that is none": (
        "clauses/4-links.yaml", "on: [sanctioned, personal]", "on: [sanctioned, persnal]",
        "clauses/4-links.yaml:11: ", "personal"),
    "a key twice": (
        "policy.yaml", 'version: "3"', 'version: "3"\nversion: "4"', "policy.yaml:5: 'version' stands twice", "it stands first on line 4"),
    "a key twice, deep down": (
        "platforms.yaml", "id: chirp, title: Chirp", "id: chirp, title: Chirp, title: Chrp",
        "platforms.yaml:6: 'title' stands twice", "it stands first on line 6"),
    "a day that is none": (
        "policy.yaml", "2027-01-04", "2027-02-30", "policy.yaml:5: ", "day"),
    "a date in words": (
        "policy.yaml", "2027-01-04", "the fourth of January", "policy.yaml:5: effective: ", "date"),
    "a number for a text": (
        "policy.yaml", 'version: "3"', "version: 3", "policy.yaml:4: version: ", "string"),
    "an id of another form": (
        CHILDREN, 'id: "3.1"', 'id: "3 / 1"', f"{CHILDREN}:4: clauses.0.id: '3 / 1'", "expected the form"),
    "a time of another form": (
        "duties.yaml", "2 working days", "soon", "duties.yaml:7: duties.0.within: 'soon'", "expected the form"),
    "a host that is an address": (
        "platforms.yaml", "hosts: [brookgreen.example]", "hosts: [https://brookgreen.example/]", "platforms.yaml:5: ", "expected the form"),
    "a text for a list": (
        CHILDREN, "binds: [employees, board]", "binds: employees", f"{CHILDREN}:7: clauses.0.binds: ", "list"),
    "yes for a truth value": (
        "platforms.yaml", "messages: true", "messages: maybe", "platforms.yaml:6: ", "bool"),
    "a colon too many": (
        "policy.yaml", "title: Brook Green School, what", "title: Brook Green School: what", "policy.yaml:3: not YAML", "quote a text that holds a colon"),
    "a bracket left open": (
        "authority.yaml", "given_by: [principal]", "given_by: [principal", "authority.yaml:", "not YAML"),
    "a tab to indent": (
        "authority.yaml", "    clause:", "\tclause:", "authority.yaml:4: not YAML", "expected keys and values"),
    "an object to be built": (
        "policy.yaml", 'version: "3"', "version: !!python/object/apply:os.getcwd []", "policy.yaml:4", "expected"),
    "a list for the file": (
        "duties.yaml", "duties:\n", "", "duties.yaml:1: ", "expected"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place", "says"), BROKEN.values(), ids=BROKEN)
def test_a_mistake_names_its_place_and_what_was_expected(
    edited: Edit, file: str, old: str, new: str, place: str, says: str
) -> None:
    mistake = the_mistake(edited(file, old, new))
    assert mistake.startswith(place), mistake
    assert says in mistake, mistake
    assert re.match(r"^[\w/.-]+:\d+: ", mistake), mistake


def test_an_unknown_key_is_told_with_the_keys_that_there_are(edited: Edit) -> None:
    mistake = the_mistake(edited(CHILDREN, "limb: first_name", "lim: first_name"))
    assert "expected one of sees, verdict, on, by, limb; hint: " in mistake


def test_every_mistake_of_every_file_is_told_at_once(edited: Edit) -> None:
    edited("policy.yaml", 'version: "3"', "version: 3")
    edited("duties.yaml", "2 working days", "soon")
    folder = edited(CHILDREN, "force: must\n", "force: should\n")
    assert {mistake.split(":")[0] for mistake in mistakes(folder)} == {"policy.yaml", "duties.yaml", CHILDREN}


def spoil_utf8(pack: Path) -> None:
    path = pack / CHILDREN
    path.write_bytes(path.read_bytes().replace(b"in public", b"caf\xe9"))


# How the folder is spoilt, and how the message begins and what it says.
SPOILT: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "an empty file": (lambda pack: (pack / "duties.yaml").write_text(""), "duties.yaml:1: the file is empty", "expected duties"),
    "a file of comments": (lambda pack: (pack / "duties.yaml").write_text("# soon\n"), "duties.yaml:1: the file is empty", "expected duties"),
    "a missing file": (lambda pack: (pack / "authority.yaml").unlink(), "authority.yaml:1: no such file", "hint: "),
    "no clauses at all": (lambda pack: shutil.rmtree(pack / "clauses"), "clauses:1: no clauses", "expected clauses/*.yaml"),
    "not UTF-8": (spoil_utf8, f"{CHILDREN}:6: not UTF-8", "save it again as UTF-8"),
    "a NUL byte": (lambda pack: (pack / "duties.yaml").write_bytes(b"duties: []\x00\n"), "duties.yaml:1: not YAML", "expected"),
    "only a number": (lambda pack: (pack / "duties.yaml").write_text("42\n"), "duties.yaml:1: ", "expected"),
    "an endless alias": (lambda pack: (pack / "duties.yaml").write_text("duties: &a [*a]\n"), "duties.yaml:1: ", "expected"),
    "very deep": (lambda pack: (pack / "duties.yaml").write_text("duties: " + "[" * 1_200 + "]" * 1_200 + "\n"), "duties.yaml:1: ", "expected"),
    "two documents": (lambda pack: (pack / "duties.yaml").write_text("duties: []\n---\nduties: []\n"), "duties.yaml:", "expected"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "begins", "says"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_told_by_name(pack: Path, spoil: Callable[[Path], object], begins: str, says: str) -> None:
    spoil(pack)
    mistake = the_mistake(pack)
    assert mistake.startswith(begins), mistake
    assert says in mistake, mistake


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "no such folder" in the_mistake(tmp_path / "nowhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text("id: pack\n")
    assert "no such folder" in the_mistake(path)


def test_an_empty_folder_names_every_file_that_it_lacks(tmp_path: Path) -> None:
    told = "\n".join(mistakes(tmp_path))
    for name in ("policy.yaml", "authority.yaml", "duties.yaml", "platforms.yaml", "clauses"):
        assert f"{name}:1: no " in told


def test_the_words_on_and_yes_stay_words(edited: Edit) -> None:
    folder = edited("platforms.yaml", "title: Chirp", "title: yes")
    assert load(folder).platform_by_id["chirp"].title == "yes"
    assert load(folder).clauses["3.1"].breaks[0].on == ("sanctioned", "personal")


@pytest.mark.parametrize("word", ["allow", "advise", "hold", "block"])
def test_a_verdict_is_read_by_its_word(word: str) -> None:
    assert Verdict.of(word).word == word


def test_verdicts_rise_from_allow_to_block() -> None:
    assert Verdict.ALLOW < Verdict.ADVISE < Verdict.HOLD < Verdict.BLOCK


@pytest.mark.parametrize("word", ["", "stop", "blocked", "3"])
def test_another_word_is_no_verdict(word: str) -> None:
    with pytest.raises(ValueError, match="allow, advise, hold or block"):
        Verdict.of(word)
