"""What comes before what, against a search for each pair."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.workflows.reach import Reach, circles

NAMES = tuple("abcdefg")
graphs = st.fixed_dictionaries({name: st.frozensets(st.sampled_from(NAMES), max_size=3) for name in NAMES})


def leads(onward: dict[str, frozenset[str]], start: str, goal: str) -> bool:
    """Whether there is a way of one step or more."""
    found: set[str] = set()
    while new := (onward[start] | frozenset().union(*(onward[name] for name in found))) - found:
        found |= new
    return goal in found


@given(graphs)
def test_what_comes_before_what(onward: dict[str, frozenset[str]]) -> None:
    """In graphs with circles and without."""
    reach = Reach(onward, NAMES)
    for name in NAMES:
        for goal in NAMES:
            before = leads(onward, name, goal) and not leads(onward, goal, name) and name != goal
            assert reach.precedes(name, goal) == before


@given(graphs)
def test_nodes_that_lead_to_one_another_have_one_number(onward: dict[str, frozenset[str]]) -> None:
    """And no others; what lies ahead has a higher one."""
    numbers = circles(onward)
    for name in NAMES:
        for other in NAMES:
            mutual = name == other or (leads(onward, name, other) and leads(onward, other, name))
            assert (numbers[name] == numbers[other]) == mutual
            assert numbers[name] <= numbers[other] or not leads(onward, name, other)


def test_a_ladder_of_many_rungs_takes_little_memory() -> None:
    """Where every node is ahead of all before it."""
    count = 3000
    onward = {
        str(rung): [str(next_) for next_ in (rung + 1, rung + 2) if next_ < count] for rung in range(count)
    }
    tracemalloc.start()
    reach = Reach(onward, onward)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reach.precedes("0", str(count - 1))
    assert peak < 10_000_000
