"""Refusals in the words of a host, which may quote anybody, on every way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from starlette.exceptions import HTTPException

from asgi_agent import AgentASGI, Caller, ForbiddenError, RunInput
from asgi_agent.errors import Problem
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi.vault import Vault
from asgi_agent.redaction import RequestRedaction
from asgi_agent.service import AgentService
from asgi_agent.testing import ASGIConnection, websocket_scope
from tests.asking import ask
from tests.redaction.around import NOTE, REDACTOR, VALUES, Around, events_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HIDDEN = REDACTOR.redact(NOTE)


async def hello(_: Any) -> str:
    return "hello"


def quoting(app: AgentASGI) -> Around:
    """With a host's rule around it that says why it lets nobody pass."""

    def may_reveal(principal: object, run: object) -> bool:
        raise ForbiddenError(NOTE)

    return Around(app, inbound="pseudonymise", outbound="restore", vault=Vault(), may_reveal=may_reveal)


def refusing(request: Any) -> None:
    """The host's `principal=`."""
    raise HTTPException(403, NOTE, headers={"X-Reason": NOTE, "Retry-After": "7"})


async def test_a_refusal_within_a_batch_is_read_as_that_of_a_run_alone() -> None:
    """It stands in the body of an answer that is none."""
    app = quoting(AgentASGI(hello))
    result = await ask(app, "POST", "/batch", {"inputs": [1]})
    assert [problem["detail"] for problem in result.json()["results"]] == [HIDDEN]


async def test_a_refusal_over_a_websocket_is_read() -> None:
    """It comes as a message, after the connection was accepted."""
    app = quoting(AgentASGI(hello))
    async with ASGIConnection(app, websocket_scope("/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        assert (await connection.get())["type"] == "websocket.accept"
        await connection.put({"type": "websocket.receive", "text": '{"input": 1}'})
        answer = msgspec.json.decode((await connection.get())["text"])
    assert (answer["type"], answer["problem"]["detail"]) == ("error", HIDDEN)


async def test_whoever_decides_on_values_may_refuse_the_run() -> None:
    """In the words of the host's framework."""

    def may_reveal(principal: object, run: object) -> bool:
        raise HTTPException(403, "break the glass first", headers={"X-Break": "glass"})

    options: dict[str, Any] = {"inbound": "pseudonymise", "outbound": "restore", "vault": Vault()}
    app = Around(AgentASGI(hello), may_reveal=may_reveal, **options)
    result = await ask(app, "POST", "/invoke", {"input": 1})
    assert (result.status, result.json()["detail"]) == (403, "break the glass first")
    assert result.header("x-break") == ["glass"]


async def test_the_headers_of_a_refusal_are_read_as_those_of_any_response() -> None:
    """What no protocol knows is a text; the rest stays."""
    result = await ask(Around(AgentASGI(hello, principal=refusing)), "POST", "/invoke", {"input": 1})
    (reason,) = result.header("x-reason")
    assert not [value for value in VALUES if value in reason]
    assert result.header("retry-after") == ["7"]
    passing = Around(AgentASGI(hello, principal=refusing), outbound="pass")
    assert (await ask(passing, "POST", "/invoke", {"input": 1})).header("x-reason") == [NOTE]


async def test_who_runs_a_graph_by_itself_gets_an_exception_without_identifiers() -> None:
    """Its text is what ends up in the host's log."""

    async def fails(_: Any) -> None:
        raise ForbiddenError(NOTE)

    service = AgentService({"agent": CallableAdapter(fails)})
    with pytest.raises(Problem) as caught:
        await service.invoke("agent", RunInput(input=1), Caller(redaction=RequestRedaction(REDACTOR)))
    assert (str(caught.value), caught.value.detail) == (HIDDEN, HIDDEN)


async def test_a_name_that_the_run_has_shown_in_full_is_found_in_its_failure() -> None:
    """A surname that no list has, and nothing betrays by itself."""

    async def fails(_: Any) -> AsyncIterator[str]:
        yield "Patient: Zbigniew Kowalczykowski is on the ward."
        raise ForbiddenError("the chart of Kowalczykowski is locked")

    events = await events_of(CallableAdapter(fails))
    assert events[-1].data["problem"]["detail"] == "the chart of [NAME] is locked"
