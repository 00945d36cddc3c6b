"""The command `gatepost`. Each command's module is loaded only when that command is called."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from gatepost import __version__

COMMANDS = (
    "check",
    "explain",
    "scan",
    "evaluate",
    "clause",
    "policy",
    "who-does-what",
    "serve",
    "migrate",
    "import",
    "doctor",
    "backup",
    "worker",
    "createadmin",
    "ledger",
    "lessons",
    "demo",
)  # each a module beside this one, with an `app`


def module_of(command: str) -> str:
    """The module of a command: `who_does_what` of `who-does-what`, `import_` of `import`."""
    name = command.replace("-", "_")
    return f"gatepost.cli.{name}_" if iskeyword(name) else f"gatepost.cli.{name}"


class Later(TyperGroup):
    """Commands that are imported when they are asked for, so that one command does not wait for all."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (typer asks so)
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:  # noqa: ARG002 (typer asks so)
        if name not in COMMANDS:
            return None
        command = get_command(import_module(module_of(name)).app)
        command.name = name
        return command


app = typer.Typer(cls=Later, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"gatepost {__version__}")
        raise typer.Exit


@app.callback()
def gatepost(
    version: Annotated[  # noqa: ARG001 (its callback has printed it by now)
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """May this go out? Gatepost checks a draft post against the school's social networking policy."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a character that the terminal lacks must not end the command
            reconfigure(errors="backslashreplace")
