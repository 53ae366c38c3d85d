"""Problems without identifiers: in their words, and in what an input is refused with."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import InvalidInputError, Problem
from asgi_agent.logs import exception_place
from asgi_agent.phi.spans import Label
from asgi_agent.redaction.offload import HEAVY, in_thread
from asgi_agent.redaction.pipe import FAILED
from asgi_agent.redaction.rewriters import Redaction, redacted
from asgi_agent.redaction.rewriting import aligned, weight

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span
    from asgi_agent.redaction.request import RequestRedaction

logger = logging.getLogger("asgi_agent")

# Enough to see what is wrong with a client; a record of thousands of rows is wrong in one way.
MAX_FAULTS = 20

_marks = re.compile("<phi ([A-Z_]+)>").findall
_word = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_plain_key = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}").fullmatch


@contextmanager
def failing_closed(*refusals: type[Exception]) -> Iterator[None]:
    """What fails in the block besides a refusal fails as a problem that says nothing of it.

    Args:
        refusals: what is one, besides problems.
    """
    passing: tuple[type[Exception], ...] = (Problem, *refusals)
    try:
        yield
    except passing:
        raise
    except Exception as error:
        logger.error("redaction failed", extra=exception_place(error))
        raise Problem(FAILED) from None


async def redact_problem(problem: Problem, redaction: RequestRedaction) -> Problem:
    """The problem, with the identifiers redacted that its words may hold.

    Its own kinds have fixed words; a host's and a graph's may quote anything. Where redaction fails, nothing
    is said.
    """
    policies = [policy for policy in redaction.chain() if policy.outbound != "pass"]
    return await redact_words(problem, [policy.redactor.session(policy.known) for policy in policies])


async def redact_words(problem: Problem, sessions: Iterable[Session]) -> Problem:
    """The same by sessions, from the inside out, that may know whose names to look for."""
    try:
        with failing_closed():
            for session in sessions:
                await _redact(problem, session)
    except Problem as failure:
        return failure
    return problem


async def _redact(problem: Problem, session: Session) -> None:
    words = {"detail": problem.detail, "errors": problem.errors, "extensions": problem.extensions}
    if session.redactor.recognizers is not None or weight(words, HEAVY) > HEAVY:
        await in_thread(_redact_words, problem, session)
    else:
        _redact_words(problem, session)


def _redact_words(problem: Problem, session: Session) -> None:
    problem.detail = session.redact(problem.detail)
    problem.args = (problem.detail or problem.title,)
    problem.headers = _headers(problem.headers, session)
    if problem.errors is not None:
        problem.errors = [{**fault, "msg": session.redact(fault["msg"])} for fault in problem.errors]
    problem.extensions = {
        # The class and the node are names that the graph's author gave.
        key: value if key in ("exception", "node") else session.redact_json(value)
        for key, value in problem.extensions.items()
    }


def _headers(headers: Mapping[str, str], session: Session) -> dict[str, str]:
    """What a host sends with its refusal, read as the headers of any response are."""
    if not headers:
        return {}
    from asgi_agent.middleware.redaction.headers import rewrite_headers

    given = [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    rewritten = rewrite_headers(given, [Redaction(session)], keep=True)
    return {name.decode(): value.decode("latin-1") for name, value in rewritten}


def refuse_identifiers(values: Mapping[str, Any], marking: Session, ids: Container[str] = ()) -> None:
    """Refuse values that hold identifiers, with places and kinds and without any of them.

    Args:
        values: by their place in the body.
        marking: a session of a redactor that has `mark` for its `replace`.
        ids: keys of a value itself that are no identifiers of anybody, whatever they look like.

    Raises:
        InvalidInputError: one of them holds an identifier.
    """
    places = [place for root, value in values.items() for place in _places(root, value, marking, ids)]
    if not places:
        return
    faults = [
        {"loc": loc, "msg": f"Expected no identifier ({', '.join(sorted(labels))})"} for loc, labels in places
    ]
    raise InvalidInputError(
        "the input holds identifiers of a patient",
        errors=faults[:MAX_FAULTS],
        extensions={"categories": sorted({label for _, labels in places for label in labels})},
    )


def mark(value: str, span: Span) -> str:
    """The hook `Redactor(replace=...)` that puts an identifier's kind in its place."""
    return f"<phi {span.label}>"


def _places(root: str, value: Any, session: Session, ids: Container[str]) -> Iterator[tuple[str, set[str]]]:
    return _differences(root, value, redacted(value, session), session, ids)


def _differences(
    place: str, value: Any, marked: Any, session: Session, ids: Container[str] = ()
) -> Iterator[tuple[str, set[str]]]:
    if isinstance(value, dict) and isinstance(marked, dict):
        for key, marked_key in aligned(value, marked):
            if marked_key is None:
                yield place + _name(key, session), _labels(None)
                continue
            if key != marked_key and key not in ids:
                yield f"{place}[...]", _labels(marked_key)
            yield from _differences(place + _name(key, session), value[key], marked[marked_key], session)
    elif isinstance(value, list) and isinstance(marked, list) and len(value) == len(marked):
        for index, (item, marked_item) in enumerate(zip(value, marked, strict=True)):
            yield from _differences(f"{place}[{index}]", item, marked_item, session)
    elif value != marked:
        yield place, _labels(marked)


def _labels(marked: Any) -> set[str]:
    """The kinds that are marked; what is too long to be read, or goes with its key or wholly, has no mark."""
    return set(_marks(str(marked))) or {Label.ID}


def _name(key: str, session: Session) -> str:
    """A key as part of a place; one that could be a person's name is not repeated."""
    words = " ".join(_word.findall(key)).title()
    return f".{key}" if _plain_key(key) and not session.find(words) else "[...]"
