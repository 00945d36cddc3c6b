"""The Merkle tree over the entries, read from stored hashes: every 256th entry leaves the hash over its 256."""

from __future__ import annotations

from collections.abc import Iterator

from gatepost.apps.ledger import merkle
from gatepost.apps.ledger.models import Entry, Knot

STEP = 8  # levels from one kept hash to the next: 2**8 are 256
_WIDTH = 1 << STEP


class Tree:
    """The tree as it is stored. What it has read it keeps, so one lives no longer than one question."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash over 2**level entries that begin at index * 2**level."""
        found = self._known.get((level, index))
        if found is not None:
            return found
        if level % STEP:
            left, right = self.node(level - 1, 2 * index), self.node(level - 1, 2 * index + 1)
            return self._known.setdefault((level, index), merkle.hash_nodes(left, right))
        self._read(level, index >> STEP)
        return self._known[level, index]

    def _read(self, level: int, group: int) -> None:
        """All the hashes that stand together: one query instead of 256."""
        first = group * _WIDTH
        for offset, told in enumerate(_stored(level, first, first + _WIDTH)):
            self._known[level, first + offset] = bytes.fromhex(told)


def root(size: int) -> bytes:
    """The root over the first `size` entries."""
    return merkle.root(size, Tree().node)


def grow(before: int, after: int) -> None:
    """Keep the hashes that became whole as the ledger grew from one size to another; by whoever made it grow."""
    level = STEP
    while after >> level > before >> level:  # where nothing became whole, nothing above did
        Knot.objects.bulk_create(
            Knot(level=level, index=index, hash=_over(level - STEP, index))
            for index in range(before >> level, after >> level)
        )
        level += STEP


def _over(level: int, index: int) -> str:
    tree = merkle.Frontier()
    for told in _stored(level, index * _WIDTH, (index + 1) * _WIDTH):
        tree.add(bytes.fromhex(told))
    return tree.root().hex()


def _stored(level: int, start: int, end: int) -> Iterator[str]:
    if level == 0:
        return iter(
            Entry.objects.filter(number__gt=start, number__lte=end).order_by("number").values_list("hash", flat=True)
        )
    within = Knot.objects.filter(level=level, index__gte=start, index__lt=end)
    return iter(within.order_by("index").values_list("hash", flat=True))
