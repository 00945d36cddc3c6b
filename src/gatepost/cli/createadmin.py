"""`gatepost createadmin`: lets the first one in, where nobody is there yet to invite them."""

from __future__ import annotations

from typing import Annotated

import typer
from django.core.exceptions import ValidationError

from gatepost.cli.inputs import refuse
from gatepost.cli.site import ready, troubles_told

app = typer.Typer(add_completion=False)
ACTION = "account.first"


@app.command()
def createadmin(
    email: Annotated[str, typer.Option("--email", help="Their e-mail address.", prompt="E-mail address")],
    first_name: Annotated[str, typer.Option("--first-name", help="Their first name.")] = "",
    surname: Annotated[str, typer.Option("--surname", help="Their surname.")] = "",
    title: Annotated[str, typer.Option("--title", help="Ms, Mr, Dr …")] = "",
    role: Annotated[
        str, typer.Option("--role", help="`executive_head` or `network_manager`, in the whole federation.")
    ] = "network_manager",
    federation: Annotated[str, typer.Option("--federation", help="The federation's name, if it has none yet.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Although somebody holds that role already.")] = False,
    reset_factor: Annotated[
        bool, typer.Option("--reset-factor", help="Only take away this account's lost second factor.")
    ] = False,
) -> None:
    """Print a link by which the first Executive Head or network manager chooses a password and a second factor."""
    first = ready("gatepost.apps.people.signin.first")
    with troubles_told():
        try:
            if reset_factor:
                first.factor_taken(email)
                print("Their second factor is gone. They set up a new one when they next sign in.")
                return
            who = first.Newcomer(email, _asked(first_name, "First name"), _asked(surname, "Surname"), title)
            if not first.is_set_up():
                federation = _asked(federation, "Name of the federation")
            link = first.first_admin(role=role, who=who, federation=federation, again=again)
        except ValidationError as problem:
            refuse(problem.messages)
    print(f"Open this link once, within seven days, to choose a password and a second factor:\n\n{link}")


def _asked(given: str, what: str) -> str:
    """What a switch gave; else what is typed in."""
    return given or str(typer.prompt(what)).strip()
