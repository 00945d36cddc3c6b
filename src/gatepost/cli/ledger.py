"""`gatepost ledger`: prove that nobody touched the ledger, keep proofs of it elsewhere, take it away as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gatepost.apps.ledger import proofs
from gatepost.apps.ledger.notes import Key, NoteError
from gatepost.cli.inputs import refuse, unreadable
from gatepost.cli.printing import Paper
from gatepost.cli.site import ready, troubles_told

app = typer.Typer(no_args_is_help=True, add_completion=False)

ACTION = "ledger.verify"
WORK = "gatepost.cli.ledger_work"  # what needs the site: checking a proof does not
FAULTY = 1
SHOWN = 100  # faults in full; the rest are counted

OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write it here instead of printing it; `-` is printing.")
]
KeyOption = Annotated[
    str, typer.Option("--key", metavar="KEY", help="The public key to believe, as `gatepost ledger key` prints it.")
]


@app.callback()
def ledger() -> None:
    """What was done: prove that it was not altered, and keep proofs of it."""


@app.command()
def verify(
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against", metavar="FILE", help="A checkpoint that was kept elsewhere. May be given several times."
        ),
    ] = None,
    key: KeyOption = "",
) -> None:
    """Read every entry and name any that was changed, inserted, moved or is missing. Status 1 if there is one."""
    kept = [(str(file), _text(file)) for file in against or ()]
    with troubles_told():
        faults = ready(WORK).verify(kept, _key(key), SHOWN)
    if faults:
        raise typer.Exit(FAULTY)


@app.command()
def checkpoint(out: OutOption = None) -> None:
    """Sign what the ledger holds now: a few lines to keep where nobody who runs Gatepost can change them."""
    with troubles_told():
        _write(ready(WORK).checkpoint(), out)


@app.command()
def key() -> None:
    """The public key that checkpoints are signed with, to be kept with them."""
    print(ready(WORK).key())


@app.command()
def prove(
    number: Annotated[int | None, typer.Argument(metavar="N", help="The number of an entry.")] = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="A kept checkpoint: prove that the ledger only grew since then."),
    ] = None,
    out: OutOption = None,
) -> None:
    """Prove that an entry stands in the ledger, or that the ledger only grew, as a file that shows nothing else."""
    if (number is None) == (since is None):
        refuse(["give either the number of an entry or --since with a kept checkpoint"])
    note = _text(since) if since else ""
    with troubles_told():
        _write(ready(WORK).prove(number, note), out)


@app.command("check-proof")
def check_proof(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A proof; `-` reads it from the standard input.")],
    key: KeyOption = "",
) -> None:
    """Check a proof, anywhere: neither the ledger nor its database is needed. Status 1 if it proves nothing."""
    paper = Paper()
    try:
        proven = proofs.check(_text(file), _key(key))
    except proofs.ProofError as problem:
        paper.words(f"This proves nothing. {problem}", style="bold red")
        raise typer.Exit(FAULTY) from None
    for words in _told(proven):
        paper.words(words)
    if not key:
        paper.words(
            f"It is signed with the key {proven.key}: compare it with the one that the federation gave you.",
            style="yellow",
        )


@app.command("change-key")
def change_key(
    former: Annotated[
        Path, typer.Option("--former", metavar="FILE", help="A file with the former GATEPOST_LEDGER_KEY.")
    ],
) -> None:
    """After GATEPOST_LEDGER_KEY was changed: lock what the former key locked with the new one."""
    key = _text(former).strip()
    with troubles_told():
        print(f"{ready(WORK).change_key(key):,} people's keys are locked with the new key.")


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="`csv` or `jsonl`.")] = "csv",
    out: OutOption = None,
) -> None:
    """Take the whole ledger away as a file. Personal values stay here; that it was taken away is recorded."""
    with troubles_told():
        lines = ready(WORK).export(form)
        if out is None or str(out) == "-":
            sys.stdout.writelines(lines)
        else:
            with out.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)


def _told(proven: proofs.Proven) -> list[str]:
    size, name = f"{proven.checkpoint.size:,}", proven.checkpoint.origin
    if proven.entry is None:
        earlier = proven.earlier.size if proven.earlier else 0
        return [f"Proved: the first {earlier:,} of the {size} entries of {name} are as they were."]
    entry = proven.entry
    return [
        f"Proved: entry {entry.number} stands like this among the {size} entries of {name}.",
        f"{entry.at:%Y-%m-%d %H:%M:%S} UTC: {entry.event}, by {entry.by} as {entry.role} ({entry.action}), to {entry.subject}",
        *(f"{name}: {value}" for name, value in sorted(entry.says.items())),
        *([f"under {', '.join(entry.clauses)}"] if entry.clauses else []),
    ]


def _key(written: str) -> Key | None:
    try:
        return Key.read(written) if written else None
    except NoteError as problem:
        refuse([f"--key: {problem}"])


def _text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
    except OSError as problem:
        refuse([unreadable(str(file), problem)])
    except UnicodeDecodeError:
        _not_text(file)


def _not_text(file: Path) -> NoReturn:
    refuse([f"{file}: not text; expected what `gatepost ledger checkpoint` or `prove` wrote"])


def _write(text: str, out: Path | None) -> None:
    if out is None or str(out) == "-":
        sys.stdout.write(text)
    else:
        out.write_text(text, "utf-8")
