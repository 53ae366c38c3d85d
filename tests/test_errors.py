"""The exceptions: their tree, and the problems they become."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from asgi_agent import errors
from asgi_agent.errors import AgentError, GraphFailedError, InvalidInputError, OverloadedError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


def below(kind: type[AgentError]) -> Iterator[type[AgentError]]:
    for subclass in kind.__subclasses__():
        if subclass.__module__ == errors.__name__:
            yield subclass
            yield from below(subclass)


PROBLEMS: list[type[Problem]] = [Problem, *(kind for kind in below(Problem) if issubclass(kind, Problem))]


def test_the_drawing_of_the_tree_is_true() -> None:
    """Each class of the module stands in its docstring, below its base, with its status."""
    drawn: dict[str, tuple[str | None, str | None]] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ([ │├└─]*)([A-Z]\w+)(?: +(\d{3}))?", line):
            depth, name, status = len(match[1]) // 4, match[2], match[3]
            path[depth:] = [name]
            drawn[name] = (path[depth - 1] if depth else None, status)
    assert set(drawn) == {"AgentError", *(kind.__name__ for kind in below(AgentError))}
    for name, (base, status) in drawn.items():
        kind = getattr(errors, name)
        assert base is None or base in [parent.__name__ for parent in kind.__bases__]
        assert status is None or kind.status == int(status)


@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_problem_says_what_kind_it_is(kind: type[Problem]) -> None:
    """A type of its own, a title, and a status that is an error."""
    assert kind().to_dict() == {
        "type": f"urn:asgi-agent:problem:{kind.slug}",
        "title": kind.title,
        "status": kind.status,
    }
    assert re.fullmatch("[a-z]+(-[a-z]+)*", kind.slug)
    assert 400 <= kind.status < 600
    assert str(kind()) == kind.title


def test_no_two_problems_share_a_type() -> None:
    """Clients tell them apart by it."""
    assert len({kind.slug for kind in PROBLEMS}) == len(PROBLEMS)


def test_a_problem_carries_what_it_was_given() -> None:
    """Detail, request id, faults, further members; those never replace the standard ones."""
    faults = [{"loc": "body", "msg": "wrong"}]
    problem = InvalidInputError("no", errors=faults, extensions={"node": "n", "status": 200, "title": "fine"})
    assert problem.to_dict("req-1") == {
        "node": "n",
        "type": "urn:asgi-agent:problem:invalid-input",
        "title": "Invalid input",
        "status": 422,
        "detail": "no",
        "request_id": "req-1",
        "errors": faults,
    }
    assert OverloadedError("later", headers={"retry-after": "1"}).headers == {"retry-after": "1"}
    assert OverloadedError().headers == {}


def test_what_a_node_raised_is_named_by_its_class() -> None:
    """And by the node, where one is known; nothing is quoted."""
    error = ValueError("zq7secret")
    assert GraphFailedError.caused_by(error, "node").extensions == {"exception": "ValueError", "node": "node"}
    assert GraphFailedError.caused_by(error).extensions == {"exception": "ValueError"}
    assert "zq7secret" not in repr(GraphFailedError.caused_by(error, "node").to_dict())
