"""The Merkle tree, against the definition in RFC 6962 and its test vectors."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_ranges,
    extends,
    includes,
    inclusion_ranges,
    subtree_hashes,
)

# The leaves, roots and one path that the Certificate Transparency project tests its own trees with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_OF_0_IN_8 = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]

leaves = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def frontier_over(lines: list[bytes]) -> Frontier:
    frontier = Frontier()
    frontier.extend(lines)
    return frontier


def defined_root(lines: list[bytes]) -> bytes:
    """MTH as RFC 6962 section 2.1 writes it."""
    if len(lines) < 2:
        return sha256(b"\0" + lines[0]).digest() if lines else sha256().digest()
    k = max(2**i for i in range(len(lines).bit_length()) if 2**i < len(lines))
    return sha256(b"\1" + defined_root(lines[:k]) + defined_root(lines[k:])).digest()


def defined_path(m: int, lines: list[bytes]) -> list[bytes]:
    """PATH as RFC 6962 section 2.1.1 writes it."""
    if len(lines) == 1:
        return []
    k = max(2**i for i in range(len(lines).bit_length()) if 2**i < len(lines))
    if m < k:
        return [*defined_path(m, lines[:k]), defined_root(lines[k:])]
    return [*defined_path(m - k, lines[k:]), defined_root(lines[:k])]


def defined_subproof(m: int, lines: list[bytes], complete: bool) -> list[bytes]:
    """SUBPROOF as RFC 6962 section 2.1.2 writes it."""
    if m == len(lines):
        return [] if complete else [defined_root(lines)]
    k = max(2**i for i in range(len(lines).bit_length()) if 2**i < len(lines))
    if m <= k:
        return [*defined_subproof(m, lines[:k], complete), defined_root(lines[k:])]
    return [*defined_subproof(m - k, lines[k:], False), defined_root(lines[:k])]


def proved(lines: list[bytes], ranges: list[tuple[int, int]], start: Frontier | None = None) -> list[bytes]:
    rest = lines if start is None else lines[start.size :]
    hashes = subtree_hashes(rest, len(lines), ranges, start)
    return [hashes[part] for part in ranges]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_test_vectors(size: int) -> None:
    """Of the trees over the first one to eight leaves."""
    assert frontier_over(LEAVES[:size]).root().hex() == ROOTS[size - 1]


def test_a_path_is_that_of_the_test_vectors() -> None:
    """Of the first of eight leaves."""
    assert [node.hex() for node in proved(LEAVES, inclusion_ranges(0, 8))] == PATH_OF_0_IN_8


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    """As RFC 6962 defines it, whichever way it is asked for."""
    assert Frontier().root() == EMPTY_ROOT == sha256().digest() == subtree_hashes([], 0, [])[0, 0]


@given(leaves)
def test_the_root_is_the_one_defined(lines: list[bytes]) -> None:
    """Grown leaf by leaf, and computed in one walk."""
    assert (
        frontier_over(lines).root()
        == defined_root(lines)
        == subtree_hashes(lines, len(lines), [])[0, len(lines)]
    )


@given(leaves, st.data())
def test_a_frontier_can_be_put_down_and_taken_up(lines: list[bytes], data: st.DataObject) -> None:
    """Its size and its hashes are all there is to it."""
    some = frontier_over(lines[: data.draw(st.integers(0, len(lines)))])
    again = Frontier(some.size, some.hashes)
    again.extend(lines[some.size :])
    assert again.root() == defined_root(lines)


def test_a_frontier_of_the_wrong_length_is_refused() -> None:
    """Seven leaves are three perfect subtrees."""
    with pytest.raises(ValueError, match="7 leaves has 3"):
        Frontier(7, [EMPTY_ROOT])


@given(leaves, st.data())
def test_an_inclusion_proof_is_the_one_defined_and_convinces(lines: list[bytes], data: st.DataObject) -> None:
    """Of any leaf of any tree."""
    index = data.draw(st.integers(0, len(lines) - 1))
    proof = proved(lines, inclusion_ranges(index, len(lines)))
    assert proof == defined_path(index, lines)
    assert includes(defined_root(lines), len(lines), index, lines[index], proof)


@given(leaves, st.data())
def test_an_inclusion_proof_holds_for_nothing_else(lines: list[bytes], data: st.DataObject) -> None:
    """Not for another line, another place, another root, another length, or with a hash changed."""
    index = data.draw(st.integers(0, len(lines) - 1))
    root, proof, line = defined_root(lines), defined_path(index, lines), lines[index]
    size = len(lines)
    assert not includes(root, size, index, line + b"!", proof)
    assert not includes(bytes(32), size, index, line, proof)
    assert not includes(root, size, index, line, [*proof, bytes(32)])
    assert not includes(root, size, size, line, proof)
    assert not includes(root, size, -1, line, proof)
    for place in range(len(proof)):
        assert not includes(root, size, index, line, [*proof[:place], bytes(32), *proof[place + 1 :]])
    other = data.draw(st.integers(0, size - 1))
    if lines[other] != line:
        assert not includes(root, size, other, line, proof)


@given(leaves, st.data())
def test_a_consistency_proof_is_the_one_defined_and_convinces(
    lines: list[bytes], data: st.DataObject
) -> None:
    """From any beginning of a tree to the whole."""
    first, second = data.draw(st.integers(1, len(lines))), len(lines)
    proof = proved(lines, consistency_ranges(first, second))
    assert proof == defined_subproof(first, lines, True)
    assert extends(first, defined_root(lines[:first]), second, defined_root(lines), proof)


@given(leaves, st.data())
def test_a_consistency_proof_holds_for_no_other_history(lines: list[bytes], data: st.DataObject) -> None:
    """Not when a leaf of the first tree was another, nor with a hash changed or left out."""
    first, second = data.draw(st.integers(1, len(lines))), len(lines)
    proof, root = defined_subproof(first, lines, True), defined_root(lines)
    changed = data.draw(st.integers(0, first - 1))
    forged = [*lines[:changed], lines[changed] + b"!", *lines[changed + 1 :]]
    assert not extends(first, defined_root(forged[:first]), second, root, proof)
    assert not extends(first, defined_root(lines[:first]), second, defined_root(forged), proof)
    assert not extends(first, defined_root(lines[:first]), second, root, [*proof, bytes(32)])
    assert not extends(second + 1, root, second, root, proof)
    for place in range(len(proof)):
        forgery = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not extends(first, defined_root(lines[:first]), second, root, forgery)


@given(leaves, st.data())
def test_what_is_left_can_be_proved_when_the_first_leaves_are_gone(
    lines: list[bytes], data: st.DataObject
) -> None:
    """From the frontier that was kept of them."""
    gone = data.draw(st.integers(0, len(lines) - 1))
    index = data.draw(st.integers(gone, len(lines) - 1))
    proof = proved(lines, inclusion_ranges(index, len(lines)), frontier_over(lines[:gone]))
    assert proof == defined_path(index, lines)


def test_a_leaf_that_is_gone_cannot_be_proved() -> None:
    """Its siblings are known no longer."""
    with pytest.raises(ValueError, match="no leaves are left"):
        proved(LEAVES, inclusion_ranges(0, 8), frontier_over(LEAVES[:4]))


def test_a_tree_is_not_made_of_fewer_lines_than_it_has() -> None:
    """A log that ends early has no root of that size."""
    with pytest.raises(ValueError, match="only 7 leaves"):
        subtree_hashes(LEAVES[:7], 8, [])
    with pytest.raises(ValueError, match="no longer there"):
        subtree_hashes(LEAVES, 3, [], frontier_over(LEAVES[:4]))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_there_is_no_proof_of_a_leaf_outside(index: int, size: int) -> None:
    """Only of the leaves that a tree has."""
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_ranges(index, size)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (3, 2)])
def test_there_is_no_consistency_proof_backwards(first: int, second: int) -> None:
    """Nor from nothing, which every tree begins with."""
    with pytest.raises(ValueError, match="no proof"):
        consistency_ranges(first, second)
