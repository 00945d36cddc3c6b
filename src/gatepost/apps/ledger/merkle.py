"""Merkle trees of RFC 9162: proofs that an entry stands in a ledger, and that a ledger only grew. No database in it.

`node(level, index)` stands for the hash over the 2**level leaves that begin at index * 2**level.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

Node = Callable[[int, int], bytes]

EMPTY = hashlib.sha256().digest()  # the root of a tree without leaves


def hash_leaf(data: bytes) -> bytes:
    """The hash of what a leaf holds."""
    return hashlib.sha256(b"\0" + data).digest()


def hash_nodes(left: bytes, right: bytes) -> bytes:
    """The hash over two hashes side by side."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """A tree that grows leaf by leaf, of which only the right edge is kept: a million leaves are twenty hashes."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[bytes] = []  # the roots of its whole subtrees, the largest first

    def add(self, leaf: bytes) -> list[bytes]:
        """Add the hash of a leaf; the hashes of every subtree that it makes whole, by level."""
        made, index = [leaf], self.size
        while index & 1:
            made.append(hash_nodes(self._whole.pop(), made[-1]))
            index >>= 1
        self._whole.append(made[-1])
        self.size += 1
        return made

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        return _folded(self._whole)


def root(size: int, node: Node) -> bytes:
    """The root over the first `size` leaves."""
    return _root_of(0, size, node)


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The proof that the leaf at `index` stands among the first `size` (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} among {size}")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_root_of(middle, end, node))
            end = middle
        else:
            path.append(_root_of(start, middle, node))
            start = middle
    return path[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The proof that the first `old` leaves are the beginning of the first `new` (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise ValueError(f"no tree of {old} within one of {new}")
    path, start, end, known = [], 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_root_of(middle, end, node))
            end = middle
        else:
            path.append(_root_of(start, middle, node))
            start, known = middle, False
    if not known:
        path.append(_root_of(start, end, node))
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that the leaf's hash stands at `index` under this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = hash_nodes(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = hash_nodes(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def extends(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows that the smaller tree is the beginning of the larger (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    steps = list(path) if old & (old - 1) else [old_root, *path]
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    smaller = larger = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            smaller, larger = hash_nodes(sibling, smaller), hash_nodes(sibling, larger)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            larger = hash_nodes(larger, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and smaller == old_root and larger == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`: where RFC 9162 divides a tree."""
    return 1 << (size - 1).bit_length() - 1


def _root_of(start: int, end: int, node: Node) -> bytes:
    return _folded([node(level, index) for level, index in _whole(start, end)])


def _whole(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole subtrees that the leaves from `start` to `end` are made of, the largest first."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _folded(roots: Sequence[bytes]) -> bytes:
    if not roots:
        return EMPTY
    found = roots[-1]
    for left in reversed(roots[:-1]):
        found = hash_nodes(left, found)
    return found
