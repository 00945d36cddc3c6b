"""`gatepost check`: may this draft go out?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gatepost.archive.drafts import DraftError, draft_of, read_draft
from gatepost.cli.inputs import DayOption, KnownOption, PolicyOption, day, known_in, policy_in, refuse, unreadable
from gatepost.cli.printing import Paper
from gatepost.cli.report import print_report
from gatepost.policy import Verdict
from gatepost.screening.draft import Draft
from gatepost.screening.screen import Report, screen

STATUS = {Verdict.ALLOW: 0, Verdict.ADVISE: 0, Verdict.HOLD: 3, Verdict.BLOCK: 4}
NEEDED = "--text needs --role and --channel; expected who writes and where; hint: --role teacher --channel sanctioned"

app = typer.Typer(add_completion=False)


@app.command()
def check(
    known: KnownOption,
    draft: Annotated[
        str, typer.Argument(metavar="DRAFT.json|-", help="A file with one draft; - reads it from the input.")
    ] = "",
    text: Annotated[str | None, typer.Option(help="The words themselves, instead of a file.")] = None,
    role: Annotated[str, typer.Option(help="With --text: who writes, such as teacher or governor.")] = "",
    channel: Annotated[str, typer.Option(help="With --text: sanctioned, personal, closed_group or dm.")] = "",
    platform: Annotated[str, typer.Option(help="With --text: facebook, x, whatsapp …")] = "facebook",
    school: Annotated[str, typer.Option(help="With --text: the code of the school.")] = "",
    audience: Annotated[
        str, typer.Option(help="With --text: public, followers, group_members or one_person.")
    ] = "public",
    account: Annotated[str, typer.Option(help="With --text: registered, unregistered or personal.")] = "",
    link: Annotated[
        list[str] | None, typer.Option(help="With --text: a link that goes with it; may stand several times.")
    ] = None,
    policy: PolicyOption = None,
    on: DayOption = "today",
    office: Annotated[
        bool, typer.Option("--office/--volunteer", help="Also say who is not cleared and why: for the office only.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    mend: Annotated[bool, typer.Option("--mend", help="Print the mended draft, as JSON that `check -` reads.")] = False,
) -> None:
    """May this draft go out? Says why not, with the words underlined, and how to mend it.

    The exit status is 0 if it may be posted, 3 to ask first, 4 not to post it yet, 2 if the input is wrong.
    """
    if (text is None) == (not draft):
        refuse(["expected a draft: the name of a file, - for the input, or --text WORDS; hint: gatepost check --help"])
    if text is None:
        given = from_file(draft)
    else:
        given = _from_words(text, role, channel, platform, audience, {"school": school, "account": account}, link or [])
    rules = policy_in(policy)
    report = screen(given, known_in(known, day(on)), rules)
    verdict = report.verdict
    if as_json:
        _print_json(_as_json(report, office=office, mend=mend))
    elif mend:
        better = report.mended or report
        verdict = better.verdict
        _print_json(better.draft.model_dump(mode="json", exclude_defaults=True))
    else:
        print_report(Paper(), report, rules, office=office)
    raise typer.Exit(STATUS[verdict])


def from_file(name: str) -> Draft:
    """The draft in a file, or in the input; ends with status 2 where there is none."""
    file = "the input" if name == "-" else name
    try:
        return read_draft(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as problem:
        refuse([unreadable(name, problem)])
    except DraftError as problem:
        refuse(mistake.at(file) for mistake in problem.mistakes)


def _from_words(
    text: str, role: str, channel: str, platform: str, audience: str, context: dict[str, str], links: list[str]
) -> Draft:
    if not role or not channel:
        refuse([NEEDED])
    account = context["account"] or ("registered" if channel == "sanctioned" else "personal")
    return draft_of(
        {
            "text": text,
            "author_role": role,
            "channel": {"kind": channel, "platform": platform},
            "audience": audience,
            "context": {**context, "account": account},
            "links": links,
        }
    )


def _as_json(report: Report, *, office: bool, mend: bool) -> dict[str, Any]:
    values = report.as_json(office=office)
    if mend:
        better = report.mended
        values["mended"] = (
            None
            if better is None
            else {
                "verdict": better.verdict.word,
                "draft": better.draft.model_dump(mode="json", exclude_defaults=True),
            }
        )
    return values


def _print_json(values: dict[str, Any]) -> None:
    """One JSON object; in ASCII, which any terminal, file or pipe carries unharmed."""
    print(json.dumps(values, indent=2))
