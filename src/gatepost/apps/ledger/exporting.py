"""The ledger to take away: CSV or JSON Lines, in flat memory. Personal values stay here; only their hashes go along."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from gatepost.apps.cells import safe_cell
from gatepost.apps.ledger import chain, events
from gatepost.apps.ledger.models import Entry

FORMS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
_PAGE = 1_000
_COLUMNS = ("number", "at", "event", "sentence", "by", "role", "action", "subject", "clauses", "says", "sealed", "policy",
            "request_id", "previous", "hash")  # fmt: skip


def lines(entries: QuerySet[Entry], form: str) -> Iterator[str]:
    """The file, line by line, the oldest entry first."""
    told = _all(entries)
    return _csv(told) if form == "csv" else (json.dumps(line, ensure_ascii=False) + "\n" for line in told)


def _all(entries: QuerySet[Entry]) -> Iterator[dict[str, Any]]:
    """A page at a time: a slow download holds no transaction open."""
    page, after = entries.order_by("number"), 0
    while found := list(page.filter(number__gt=after)[:_PAGE]):
        yield from map(_told, found)
        after = found[-1].number


def _told(entry: Entry) -> dict[str, Any]:
    return {**chain.as_json(entry.facts()), "hash": entry.hash}


def _csv(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    out = csv.writer(_Line())
    yield "\ufeff" + out.writerow(_COLUMNS)
    for entry in entries:
        sentence = events.sentence(entry["event"], entry["says"])
        yield out.writerow([safe_cell(_cell(sentence if name == "sentence" else entry[name])) for name in _COLUMNS])


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False) if isinstance(value, dict) else value


class _Line:
    """What csv writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line
