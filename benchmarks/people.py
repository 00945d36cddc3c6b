"""Rolls of any size, made up: the bundled cast's names at the head, names from syllables behind them.

A roll of 600 is the beginning of the roll of a million, so posts about its pupils suit every roll.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path

from gatepost.screening import Federation, Known, Pupil, School, Staff, read_known

FIRST_NAMES, SURNAMES = 3_000, 60_000
PUPILS_A_SCHOOL, NAMED_SCHOOLS = 200, 60
SEED = 20_261_123

_FIRST = (
    "Al An Ar Bel Bri Ca Cor Da Del Ed El Em Fa Fi Gal Ha Il Is Ja Jo Ka Ke Lor Lu Ma Mi Na Ni Or Pa Per Qua Ra Ri Ro "
    "Sa Se Sha Si Ta Te Tho Ul Va Vi Wil Ya Yu Za Zo".split(),
    "bri da la li ma mi na ne ra ri sa va".split(),
    "a an ara beth dric el en ia iah ina is ka lyn na ne o on sha tan th us wen".split(),
)
_LAST = (
    "Ab Ald Arl Ash Bar Beck Bir Blen Bram Bur Cal Car Chad Cold Cran Dal Den Dray Dun East Ed El Fal Far Fen Frob Gar "
    "Gil Glen Gos Had Hal Har Hex Hol Ing Kel Ken Kin Lam Lang Ley Lin Mar Mel Mor Nor Oak Ol Pen Pol Quar Rad Red Sal "
    "Sed Stan Tam Tre Ul Wal War Wen Wick Yar Zel".split(),
    "a al ber che den der e el en er ger i in ing les ma ner or o ra sel ten ter u ver wen".split(),
    "bourne bridge brook bury by combe cote croft dale den don fell field ford gate grove ham hurst ing ker kin land leigh "
    "ley lock low man mere mont more ney over pool ridge rick row shaw side son stead stone ton vale well wick worth".split(),
)
_FORMS = (
    ("RH", "1D", "2K", "3M", "4J", "5A", "6L"),
    ("Wrens", "Plovers", "Curlews", "Dunlins", "Sanderlings", "Ospreys", "Kestrels"),
)
_YEARS = "R123456"


@cache
def cast() -> Known:
    """The bundled federation: a few hundred invented people, whose names lead the made-up rolls."""
    with resources.as_file(resources.files("gatepost.policy.packs") / "learn_to_live" / "cases" / "cast") as folder:
        return read_known(folder)


def _made(parts: tuple[list[str], ...], count: int, head: list[str]) -> list[str]:
    """`head`, then names of three syllables in a fixed order, `count` in all and none twice."""
    rest = sorted({"".join(syllables) for syllables in product(*parts)} - set(head))
    random.Random(SEED).shuffle(rest)  # noqa: S311 (made-up names, no secret)
    return [*head, *rest][:count]


@cache
def first_names() -> list[str]:
    return _made(_FIRST, FIRST_NAMES, sorted({pupil.first for pupil in cast().pupils.values()}))


@cache
def surnames() -> list[str]:
    """Single surnames; one in twenty has two barrels, one in a hundred an O', and a few a particle or an accent."""
    names = _made(_LAST, SURNAMES, sorted({pupil.last for pupil in cast().pupils.values()}))
    dressed = {20: lambda i: f"{names[i]}-{names[i // 2]}", 7: lambda i: f"O'{names[i]}",
               50: lambda i: f"de la {names[i]}", 33: lambda i: names[i].replace("e", "é", 1)}  # fmt: skip
    made = list(names)
    for i in range(200, len(names)):
        step = 20 if i % 20 == 0 else i % 100
        if step in dressed:
            made[i] = dressed[step](i)
    return made


def pupils(count: int) -> list[Pupil]:
    """The first `count` pupils."""
    return list(_pupils(count))


def _pick(rng: random.Random, names: list[str], common: float) -> str:
    """A name as often as in life: a share of `common` from the first hundred, the rest thinning out."""
    if rng.random() < common:
        return names[int(100 * rng.random())]
    return names[int(len(names) * rng.random() ** 2)]


def _pupils(count: int) -> Iterator[Pupil]:
    rng = random.Random(SEED)  # noqa: S311
    firsts, lasts, codes = first_names(), surnames(), list(dict.fromkeys(s.code for s in cast().federation.schools))
    day = date(2026, 9, 14)
    for row in range(count):
        school, seat = divmod(row, PUPILS_A_SCHOOL)
        code = codes[school] if school < len(codes) else f"S{school:04}"
        year = seat * 7 // PUPILS_A_SCHOOL
        first, last = _pick(rng, firsts, 0.5), _pick(rng, lasts, 0.2)
        known_as = first if rng.random() < 0.9 else _pick(rng, firsts, 0.5)
        draw = rng.random()
        consent = "yes" if draw < 0.85 else "no" if draw < 0.93 else "missing" if draw < 0.98 else "withdrawn"
        yield Pupil(f"B{row:07}", code, _FORMS[school % 2][year], _YEARS[year], first, last, known_as, consent,
                    "all" if consent == "yes" else "", day)  # fmt: skip


def staff() -> list[Staff]:
    return list(cast().staff.values())


def federation(roll: int) -> Federation:
    """The cast's federation with as many schools as the roll has, but at most 60 of them its own."""
    own = cast().federation.schools
    others = range(len(own), min(NAMED_SCHOOLS, roll // PUPILS_A_SCHOOL))
    made = (School(f"S{school:04}", f"{surnames()[300 + school]} Primary School") for school in others)
    return replace(cast().federation, schools=(*own, *made))


def known(roll: int) -> Known:
    """What a federation with a roll of this size knows."""
    return Known.of(federation(roll), pupils=pupils(roll), staff=staff(), as_of=date(2026, 11, 2))


def write_folder(folder: Path, roll: int) -> Path:
    """The same as files, for the command line: roll.csv, staff.csv, schools.csv and federation.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = federation(roll)
    _table(folder / "roll.csv", "pupil_id school class year_group legal_first legal_last known_as photo_consent consent_scope",
           (tuple(map(str, pupil[:9])) for pupil in _pupils(roll)))  # fmt: skip
    _table(folder / "staff.csv", "staff_id title first last role school duties school_email photo_consent",
           ((*p[:6], ";".join(p.duties), *p[7:]) for p in staff()))  # fmt: skip
    _table(folder / "schools.csv", "code name", ((s.code, s.name) for s in facts.schools))
    brands = ", ".join(f'"{name}"' for name in facts.brand_names)
    (folder / "federation.toml").write_text(f'name = "{facts.name}"\nbrand_names = [{brands}]\n', "utf-8")
    return folder


def _table(path: Path, header: str, rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        writer.writerows(rows)
