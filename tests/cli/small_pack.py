"""A second policy, of a club that is no school, in a folder of its own: nothing of the bundled one is in it."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "policy.yaml": """\
id: sailing_club
title: Sailing club notice policy
version: "1"
effective: 2026-01-01
purposes:
  - {id: 1, says: Keep the young sailors safe.}
roles:
  - {id: coach, title: Coach, groups: [crew], second_factor: true}
  - {id: helper, title: Helper, groups: [shore]}
  - {id: visitor, title: Visitor, bound: false}
""",
    "authority.yaml": """\
grants:
  - id: harbour_leave
    title: Leave of the harbour master
    clause: SC.2
    given_by: [coach]
    evidence: A note in the log.
    scope: [dates]
    lifts: [link_hidden]
actions:
  - {id: site.public, title: Look at the board, allowed: [public]}
  - {id: person.see, title: See a sailor's entry, allowed: [self, crew]}
  - {id: role.give, title: Give a role, allowed: [coach], clauses: [SC.2], fresh: true, not_own: true, everywhere: true}
""",
    "duties.yaml": """\
duties:
  - {id: log_kept, clause: SC.2, owes: [crew], what: Write it in the log., after: a notice, within: 2 days}
""",
    "platforms.yaml": """\
kinds:
  - {id: board, title: Notice boards, named: true}
platforms:
  - id: harbour_board
    title: Harbour board
    kinds: [board]
    hosts: [board.example]
    messages: false
    comments: true
    about: false
""",
    "clauses/SC.yaml": """\
section: SC
title: Safety
clauses:
  - id: SC.1
    title: No sailor is named
    says: Nobody names a young sailor on the board.
    binds: [everyone]
    force: must_not
    practice: [check]
    breaks:
      - {sees: pupil_identified, verdict: block}
      - {sees: role_not_known, verdict: hold, by: [anyone]}
      - {sees: channel_not_known, verdict: hold, by: [anyone]}
      - {sees: platform_not_known, verdict: hold, by: [anyone]}
      - {sees: could_not_check, verdict: hold, by: [anyone]}
  - id: SC.2
    title: Links are plain
    says: A link shows where it ends.
    binds: [crew]
    force: must
    practice: [check, permission, duty]
    breaks:
      - {sees: link_hidden, verdict: hold, on: [sanctioned]}
    lifted_by: [harbour_leave]
    duties: [log_kept]
    planned: [a list of known links]
""",
    "cases/SC.1.yaml": """\
clause: SC.1
cases:
  - case: A full name is a name.
    part: SC.1
    by: coach
    on: sanctioned harbour_board
    text: Grace Tolliver won
    verdict: block
    clauses: [SC.1]
    points_at: Grace Tolliver
  - case: So is it in the middle.
    part: SC.1
    by: coach
    on: sanctioned harbour_board
    text: Well sailed Mark Ashdown today
    verdict: block
    clauses: [SC.1]
  - case: And at the end.
    part: SC.1
    by: coach
    on: sanctioned harbour_board
    text: First home was Rose Garland
    verdict: block
    clauses: [SC.1]
  - case: Wind has no name.
    part: SC.1
    by: coach
    on: sanctioned harbour_board
    text: Wind from the west
    verdict: allow
    clauses: []
  - case: Tea neither.
    part: SC.1
    by: coach
    on: sanctioned harbour_board
    text: Tea at four
    verdict: allow
    clauses: []
  - case: Nor do tides.
    part: SC.1
    by: coach
    on: sanctioned harbour_board
    text: High tide at noon
    verdict: allow
    clauses: []
""",
    "cases/SC.2.yaml": """\
clause: SC.2
cases:
  - case: A short link hides its end.
    part: SC.2
    by: coach
    on: sanctioned harbour_board
    text: Sign up
    links: ["https://bit.ly/a"]
    verdict: hold
    clauses: [SC.2]
  - case: So does another.
    part: SC.2
    by: coach
    on: sanctioned harbour_board
    text: Sign up
    links: ["https://tinyurl.com/b"]
    verdict: hold
    clauses: [SC.2]
  - case: And one in the words.
    part: SC.2
    by: coach
    on: sanctioned harbour_board
    text: "Sign up at bit.ly/c"
    verdict: hold
    clauses: [SC.2]
  - case: A plain one does not.
    part: SC.2
    by: coach
    on: sanctioned harbour_board
    text: Sign up
    links: ["https://board.example/a"]
    verdict: allow
    clauses: []
  - case: No link hides nothing.
    part: SC.2
    by: coach
    on: sanctioned harbour_board
    text: Sign up in the hut
    verdict: allow
    clauses: []
  - case: With leave it may.
    part: SC.2
    by: coach
    on: sanctioned harbour_board
    text: Sign up
    links: ["https://bit.ly/a"]
    permissions: [SC.2]
    verdict: allow
    clauses: []
""",
    "cases/cast/federation.toml": 'name = "Fernleigh Federation"\n',
    "cases/cast/schools.csv": "code,name\nSMP,Saltmarsh Primary School\nWEN,St Wenna's\n",
    "cases/cast/roll.csv": """\
pupil_id,school,class,year_group,legal_first,legal_last,known_as,photo_consent
P1,SMP,4J,4,Grace,Tolliver,Grace,yes
P2,SMP,5A,5,Mark,Ashdown,Mark,yes
P3,SMP,5A,5,Rose,Garland,Rose,yes
P4,SMP,6L,6,Leo,Barnes,Leo,no
P5,WEN,Kestrels,6,Leo,Barnes,Leo,yes
P6,WEN,Kestrels,6,Jack,Lomax,Jack,yes
P7,WEN,Ospreys,6,Jack,Lomax,Jack,yes
""",
}


def small_pack(folder: Path) -> Path:
    """The pack in a new folder."""
    pack = folder / "pack"
    for name, text in FILES.items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return pack


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """The pack with one thing changed in one file."""
    pack = small_pack(folder)
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return pack
