"""The tree of RFC 9162, against its own example, the vectors of Certificate Transparency, and another implementation."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from gatepost.apps.ledger import merkle

# The eight leaves that the tests of Certificate Transparency begin with, and the root over the first n of them.
LEAVES = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                           "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 70
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # also on a busy machine
sizes = st.integers(1, MOST)


def leaf(number: int) -> bytes:
    return merkle.hash_leaf(b"entry %d" % number)


def node(level: int, index: int) -> bytes:
    """Any hash of the tree over our leaves."""
    return leaf(index) if level == 0 else merkle.hash_nodes(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))


def other(size: int) -> InmemoryTree:
    """The same tree by pymerkle."""
    tree = InmemoryTree(algorithm="sha256")
    for number in range(size):
        tree.append_entry(b"entry %d" % number)
    return tree


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    tree = merkle.Frontier()
    for data in LEAVES[:size]:
        tree.add(merkle.hash_leaf(data))
    assert (tree.size, tree.root().hex()) == (size, ROOTS[size])


class TestTheExampleOfTheRfc:
    """Section 2.1.5: seven leaves d0 to d6 with the hashes a to f and j, and above them g, h, i, k, l."""

    a, b, c, d, e, f, j = (leaf(number) for number in range(7))
    g, h, i = node(1, 0), node(1, 1), node(1, 2)
    k, last = node(2, 0), merkle.hash_nodes(node(1, 2), leaf(6))

    def test_its_audit_paths(self) -> None:
        assert merkle.inclusion(0, 7, node) == [self.b, self.h, self.last]
        assert merkle.inclusion(3, 7, node) == [self.c, self.g, self.last]
        assert merkle.inclusion(4, 7, node) == [self.f, self.j, self.k]
        assert merkle.inclusion(6, 7, node) == [self.i, self.k]

    def test_its_consistency_proofs(self) -> None:
        assert merkle.consistency(3, 7, node) == [self.c, self.d, self.g, self.last]
        assert merkle.consistency(4, 7, node) == [self.last]
        assert merkle.consistency(6, 7, node) == [self.i, self.j, self.k]


@pytest.mark.parametrize("size", range(1, MOST))
def test_roots_and_audit_paths_are_those_of_pymerkle(size: int) -> None:
    theirs = other(size)
    assert merkle.root(size, node) == theirs.get_state(size)
    for index in range(size):
        assert [leaf(index), *merkle.inclusion(index, size, node)] == theirs.prove_inclusion(index + 1, size).path


@STEADY
@given(sizes, st.data())
def test_a_proof_shows_its_own_leaf_and_no_other(size: int, data: st.DataObject) -> None:
    index, another = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    path, root = merkle.inclusion(index, size, node), merkle.root(size, node)
    assert merkle.includes(leaf(index), index, size, path, root)
    assert merkle.includes(leaf(another), index, size, path, root) == (another == index)
    assert merkle.includes(leaf(index), another, size, path, root) == (another == index)
    assert not merkle.includes(leaf(index), index, size, [*path, leaf(0)], root)
    assert not path or not merkle.includes(leaf(index), index, size, path[:-1], root)


@STEADY
@given(sizes, sizes)
def test_a_growing_tree_proves_that_it_grew(one: int, another: int) -> None:
    old, new = sorted((one, another))
    path, theirs = merkle.consistency(old, new, node), other(new)
    assert merkle.extends(old, new, path, theirs.get_state(old), theirs.get_state(new))


@STEADY
@given(sizes, sizes, st.data())
def test_a_tree_that_was_changed_proves_nothing(one: int, another: int, data: st.DataObject) -> None:
    old, new = sorted((one, another))
    path, old_root, new_root = merkle.consistency(old, new, node), merkle.root(old, node), merkle.root(new, node)
    wrong = hashlib.sha256(b"another").digest()
    assert not merkle.extends(old, new, path, wrong, new_root)
    assert not merkle.extends(old, new, path, old_root, wrong)
    assert not merkle.extends(old, new, [*path, wrong], old_root, new_root)
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        assert not merkle.extends(old, new, [*path[:place], wrong, *path[place + 1 :]], old_root, new_root)
        assert not merkle.extends(old, new, path[:-1], old_root, new_root)


@STEADY
@given(sizes)
def test_a_frontier_names_each_subtree_that_a_leaf_makes_whole(size: int) -> None:
    tree = merkle.Frontier()
    for number in range(size):
        made = tree.add(leaf(number))
    assert made == [node(level, (size >> level) - 1) for level in range(len(made))]
    assert size % (1 << len(made)) != 0


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion(index, size, node)
    assert not merkle.includes(leaf(0), index, size, [], leaf(0))


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_there_is_no_proof_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no tree"):
        merkle.consistency(old, new, node)
    assert not merkle.extends(old, new, [leaf(0)], leaf(0), leaf(1))


def test_a_long_proof_reads_few_hashes() -> None:
    read: set[tuple[int, int]] = set()

    def counted(level: int, index: int) -> bytes:
        read.add((level, index))
        return hashlib.sha256(b"%d %d" % (level, index)).digest()

    merkle.inclusion(54_321, 100_000, counted)
    assert len(read) < 40
