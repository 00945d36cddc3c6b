"""Who works for the schools, governs them or helps: the pack's cast, and the rest of tables/workers.csv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gatepost.demo.children import Home
from gatepost.demo.draw import Draw
from gatepost.demo.grownups import Directory
from gatepost.demo.names import first_name, plain, surname
from gatepost.demo.nouns import Grownup, Post
from gatepost.demo.tables import Row, cast, table

FEDERATION = "FED"
_SCHOOL_ADDRESS = "fernleigh.example"
_DUTIES = {"slt": "head_of_school_slt"}
_ROLE_BY_TITLE = (
    ("assistant", "teaching_assistant"), ("office", "office"), ("teacher", "teacher"), ("pe lead", "teacher"),
    ("business", "office"),
)  # fmt: skip
_SUPPORT = "support_staff"


def enter(directory: Directory) -> None:
    """Everybody of the cast, and whoever works for the schools and is nobody's parent there."""
    for row in cast("staff"):
        is_turned_to = {"dso", "slt"} & set(row["duties"].split(";"))
        number = f"01632 960{int(row['staff_id'][1:]):03}" if is_turned_to else ""
        directory.add(Grownup(row["staff_id"], row["title"], row["first"], row["last"], row["school_email"], number))
    for row in table("workers"):
        if not row["same_as"]:
            directory.add(_somebody(directory, row))


def posts(directory: Directory, homes: list[Home]) -> Iterator[Post]:
    """What each of them does, from which term to which."""
    for row in cast("staff"):
        yield from _posts_of_the_cast(row)
    taken: set[str] = set()
    for row in table("workers"):
        who = _who(row, directory, homes, taken)
        taken.add(who)
        school = "" if row["school"] == FEDERATION else row["school"]
        yield Post(who, row["role"], row["post"], school, row["class"], row["from"], row["until"])


def _somebody(directory: Directory, row: Row) -> Grownup:
    draw = Draw("worker", row["id"])
    kind = "woman" if draw.chance(68) else "man"
    family = surname(draw)
    first, last = row["first"] or first_name(draw, kind, family), row["last"] or family.of(kind)
    title = row["title"] or (draw.one_of(("Mrs", "Miss", "Ms")) if kind == "woman" else "Mr")
    if row["role"] in ("volunteer", "friend"):
        return Grownup(row["id"], title, first, last, directory.address(first, last, "example.org"), directory.number())
    return Grownup(row["id"], title, first, last, directory.address(plain(first)[0], last, _SCHOOL_ADDRESS))


def _posts_of_the_cast(row: Row) -> Iterator[Post]:
    school = "" if row["school"] == FEDERATION else row["school"]
    roles = [_DUTIES.get(duty, duty) for duty in row["duties"].split(";") if duty] or [_role_by(row["role"])]
    room = row["role"].rpartition(" ")[2] if roles in (["teacher"], ["teaching_assistant"]) else ""
    for role in roles:
        post = Post(row["staff_id"], role, row["role"], school, "" if room == "lead" else room)
        yield from _career(post)


def _career(post: Post) -> Iterator[Post]:
    """Mr Carver changed school after the first year; Mrs Fairweather took the chair of the PTFA in that autumn."""
    if post.who == "S014":
        yield replace(post, school="SMP", title="Teacher 5S", room="5S", ends="summer")
        yield replace(post, begins="second")
    elif post.who == "S032":
        yield replace(post, title="PTFA member", ends="autumn")
        yield replace(post, begins="spring")
    else:
        yield post


def _role_by(title: str) -> str:
    words = title.lower()
    if words == "office assistant":
        return "office"
    return next((role for word, role in _ROLE_BY_TITLE if word in words), _SUPPORT)


def _who(row: Row, directory: Directory, homes: list[Home], taken: set[str]) -> str:
    """The row's own person, or the one that it says they are: another worker, or a parent at that school."""
    if row["same_as"] != "parent":
        return row["same_as"] or row["id"]
    here = {child.id for home in homes if not home.closed for child in home.children if _stays(row["school"], home)}
    able = [
        tie.adult for tie in directory.ties
        if tie.child in here and tie.responsible and tie.adult not in taken and directory.grownups[tie.adult].email
    ]  # fmt: skip
    return Draw("parent", row["id"]).one_of(able)


def _stays(school: str, home: Home) -> bool:
    return all(
        child.second_year and child.second_year.school == school and child.first_year and not child.came
        for child in home.children
    )  # fmt: skip
