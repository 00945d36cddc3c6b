"""What `gatepost ledger` does on the site; loaded once Django is ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gatepost.apps.ledger import exporting, proving, signing
from gatepost.apps.ledger.notes import Key, NoteError
from gatepost.apps.ledger.sealing import WrongLedgerKey
from gatepost.apps.ledger.verifying import Fault, Outcome
from gatepost.apps.people.models import the_site
from gatepost.apps.people.services import proving as services
from gatepost.cli.inputs import refuse
from gatepost.cli.printing import Paper


def verify(kept: Sequence[tuple[str, str]], key: Key | None, shown: int) -> int:
    """Print each fault, up to so many, and what was read; how many faults there were."""
    paper, told = Paper(), 0

    def tell(fault: Fault) -> None:
        nonlocal told
        told += 1
        if told <= shown:
            paper.words(str(fault), style="bold red")

    try:
        outcome = services.verify(by=the_site(), tell=tell, kept=kept, key=key)
    except NoteError as problem:
        refuse([f"{', '.join(name for name, _ in kept)}: {problem}"])
    if told > shown:
        paper.words(f"… and {told - shown:,} more faults.", style="bold red")
    _end(paper, outcome)
    return outcome.faults


def checkpoint() -> str:
    """A signed checkpoint of now."""
    return services.checkpoint(by=the_site()).note


def key() -> str:
    """The public key, written."""
    return str(signing.key())


def prove(number: int | None, note: str) -> str:
    """A proof: of an entry, or of growth since the checkpoint of a note."""
    try:
        if number is None:
            return services.prove_growth(by=the_site(), note=note)
        return services.prove_entry(by=the_site(), number=number)
    except (proving.NoSuchEntry, proving.DoesNotGrow, NoteError) as problem:
        refuse([str(problem)])


def change_key(former: str) -> int:
    """How many people's keys are locked with today's ledger key now, that were with the former."""
    try:
        return services.change_key(by=the_site(), former=former)
    except WrongLedgerKey:
        refuse(
            ["that is not the key before this one: there are values that neither of them opens; nothing was changed"]
        )


def export(form: str) -> Iterator[str]:
    """The file, line by line."""
    if form not in exporting.FORMS:
        refuse([f"--format {form}: expected one of {', '.join(exporting.FORMS)}"])
    return services.export(by=the_site(), form=form)


def _end(paper: Paper, outcome: Outcome) -> None:
    words = "The ledger is whole" if outcome.whole else f"The ledger is not whole: {outcome.faults:,} faults"
    paper.words(f"{words}. {outcome.size:,} entries", style="bold green" if outcome.whole else "bold red")
    paper.words(f"root {outcome.root.hex()}", style="dim")
    for source in outcome.agreed:
        paper.words(f"agrees with {source}", style="dim")
