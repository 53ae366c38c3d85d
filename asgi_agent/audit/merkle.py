"""The Merkle tree of RFC 6962 over the lines of a log: its root, and proofs that need only parts of it.

Record 1 is leaf 0, and a leaf is the exact bytes of its line without the line break. Ranges of leaves are
half open. The module is pure.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    Range = tuple[int, int]

EMPTY_ROOT = sha256().digest()


def leaf_hash(line: bytes) -> bytes:
    """The hash of a leaf. Its first byte keeps it apart from that of a node."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node with two children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows at its right side, kept as the roots of its perfect subtrees.

    Args:
        size: how many leaves it has.
        hashes: the roots of its perfect subtrees, the largest first: one for each bit that is set in `size`.

    Raises:
        ValueError: there are not as many hashes as a tree of that size has.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self._hashes = list(hashes)
        if len(self._hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} perfect subtrees")

    @property
    def hashes(self) -> tuple[bytes, ...]:
        return tuple(self._hashes)

    def extend(self, lines: Iterable[bytes]) -> None:
        """Add leaves."""
        hashes, size = self._hashes, self.size
        for line in lines:
            node, full = sha256(b"\x00" + line).digest(), size
            while full & 1:
                node = sha256(b"\x01" + hashes.pop() + node).digest()
                full >>= 1
            hashes.append(node)
            size += 1
        self.size = size

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        if not self._hashes:
            return EMPTY_ROOT
        *left, root = self._hashes
        for node in reversed(left):
            root = node_hash(node, root)
        return root

    def subtrees(self) -> dict[Range, bytes]:
        """The perfect subtrees by the leaves that they hold."""
        found: dict[Range, bytes] = {}
        begin = 0
        for bit, node in zip(_bits(self.size), self._hashes, strict=True):
            found[begin, begin + bit] = node
            begin += bit
        return found


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The subtrees whose roots prove that a leaf is in a tree, the nearest first (RFC 6962, 2.1.1)."""
    _check_index(index, size)
    low, high, ranges = 0, size, []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low = middle
    return ranges[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """The subtrees whose roots prove that a tree is the beginning of another (RFC 6962, 2.1.2)."""
    if not 0 < first <= second:
        raise ValueError(f"there is no proof from {first} to {second} leaves")
    low, high, ranges = 0, second, []
    while first < high:
        middle = low + _split(high - low)
        if first <= middle:
            ranges.append((middle, high))
            high = middle
        else:
            ranges.append((low, middle))
            low = middle
    # A verifier has the root of the first tree already, so it is left out where it is one subtree.
    return ([(low, high)] if low else []) + ranges[::-1]


def subtree_hashes(
    lines: Iterable[bytes], size: int, wanted: Collection[Range], start: Frontier | None = None
) -> dict[Range, bytes]:
    """The roots of the wanted subtrees of a tree, and of the whole of it, from one reading of its leaves.

    Args:
        lines: the leaves that `start` has not, in order.
        size: how many leaves the tree has.
        wanted: ranges that `inclusion_ranges` or `consistency_ranges` gave for a tree of that size.
        start: the part of the tree whose leaves are gone.

    Raises:
        ValueError: there are too few lines, or a subtree is wanted of which only the whole is known.
    """
    known = {} if start is None else start.subtrees()
    gone = 0 if start is None else start.size
    rest = iter(lines)
    found: dict[Range, bytes] = {}

    def walk(low: int, high: int) -> bytes:
        node = known.get((low, high))
        if node is None and high - low == 1:
            node = _next_leaf(rest, low, gone)
        elif node is None:
            middle = low + _split(high - low)
            left = walk(low, middle)
            node = node_hash(left, walk(middle, high))
        if (low, high) in wanted:
            found[low, high] = node
        return node

    found[0, size] = walk(0, size) if size else EMPTY_ROOT
    if missing := set(wanted) - set(found):
        raise ValueError(f"no leaves are left of {min(missing)}")
    return found


def includes(root: bytes, size: int, index: int, line: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a line is a leaf of the tree with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or len(proof) != len(inclusion_ranges(index, size)):
        return False
    node, position, last = leaf_hash(line), index, size - 1
    for sibling in proof:
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while position and not position & 1:  # levels at which a node on the right edge has no sibling
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return node == root


def extends(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the first tree is the beginning of the second (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or len(proof) != len(consistency_ranges(first, second)):
        return False
    whole = first & (first - 1) == 0
    node, *siblings = [first_root, *proof] if whole else proof
    old = new = node
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    for sibling in siblings:
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return old == first_root and new == second_root


def _check_index(index: int, size: int) -> None:
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _bits(size: int) -> Iterator[int]:
    """The powers of two that add up to `size`, the largest first."""
    while size:
        bit = 1 << size.bit_length() - 1
        yield bit
        size -= bit


def _next_leaf(lines: Iterator[bytes], index: int, gone: int) -> bytes:
    if index < gone:
        raise ValueError(f"leaf {index} is no longer there")
    line = next(lines, None)
    if line is None:
        raise ValueError(f"there are only {index} leaves")
    return leaf_hash(line)
