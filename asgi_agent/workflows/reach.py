"""Which nodes lead to which, kept so that a file of many rows takes little time and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Reach:
    """What comes before what.

    Args:
        onward: where each node may go next; each of those is a key as well.
        goals: the nodes that are asked about.
    """

    def __init__(self, onward: Mapping[str, Collection[str]], goals: Collection[str]) -> None:
        self._circles = circles(onward)
        self._places = {goal: place for place, goal in enumerate(goals)}
        # The goals ahead of each circle, as the bits of a number: a set for each node would be quadratic.
        self._ahead: dict[int, int] = {}
        for name in sorted(onward, key=self._circles.__getitem__, reverse=True):
            ahead = self._ahead.get(self._circles[name], 0)
            if name in self._places:
                ahead |= 1 << self._places[name]
            for target in onward[name]:
                ahead |= self._ahead.get(self._circles[target], 0)
            self._ahead[self._circles[name]] = ahead

    def precedes(self, name: str, goal: str) -> bool:
        """Whether a node leads to a goal, and the goal not back to it."""
        circle = self._circles[name]
        return circle != self._circles[goal] and bool(self._ahead[circle] >> self._places[goal] & 1)


def circles(onward: Mapping[str, Collection[str]]) -> dict[str, int]:
    """A number for each node, the same for those that lead to one another; what lies ahead has a higher one.

    Kosaraju's algorithm, without recursion.
    """
    backward: dict[str, list[str]] = {name: [] for name in onward}
    for name, targets in onward.items():
        for target in targets:
            backward[target].append(name)
    numbers: dict[str, int] = {}
    for number, start in enumerate(reversed(_left(onward))):
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in numbers:
                numbers[name] = number
                waiting.extend(backward[name])
    return numbers


def _left(onward: Mapping[str, Collection[str]]) -> list[str]:
    """The nodes as a walk leaves them that goes as far ahead as it can."""
    left: list[str] = []
    seen: set[str] = set()
    for start in onward:
        walk = [] if start in seen else [(start, iter(onward[start]))]
        seen.add(start)
        while walk:
            name, ahead = walk[-1]
            new = next((target for target in ahead if target not in seen), None)
            if new is None:
                left.append(name)
                walk.pop()
            else:
                seen.add(new)
                walk.append((new, iter(onward[new])))
    return left
