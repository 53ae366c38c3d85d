from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest
import structlog

from asgi_agent.middleware._request_id import current_request_id
from asgi_agent.middleware.correlation import (
    RequestIdFilter,
    add_request_id,
    forward_request_id,
    forward_request_id_sync,
    get_request_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def in_request() -> Iterator[str]:
    """Make the test run as if it served the request `abc`."""
    token = current_request_id.set("abc")
    yield "abc"
    current_request_id.reset(token)


@pytest.fixture
def outside_requests() -> Iterator[None]:
    """Make the test run as if it served no request."""
    token = current_request_id.set(None)
    yield
    current_request_id.reset(token)


def record() -> logging.LogRecord:
    return logging.LogRecord("name", logging.INFO, "path", 1, "message", None, None)


async def test_tasks_and_threads_of_a_request_know_its_id(in_request: str) -> None:
    """Both inherit the context."""

    async def in_task() -> str | None:
        return get_request_id()

    assert await asyncio.create_task(in_task()) == in_request
    assert await asyncio.to_thread(get_request_id) == in_request


@pytest.mark.usefixtures("outside_requests")
def test_there_is_no_id_outside_a_request() -> None:
    """None, not an invented one."""
    assert get_request_id() is None


def test_the_processor_adds_the_id_to_events(in_request: str) -> None:
    """Run as part of a real structlog logger."""
    with structlog.testing.capture_logs(processors=[add_request_id]) as logs:
        structlog.get_logger().info("hello")
    assert logs == [{"event": "hello", "log_level": "info", "request_id": in_request}]


@pytest.mark.usefixtures("in_request")
def test_the_processor_keeps_an_id_that_the_event_brings() -> None:
    """An event may be about another request."""
    assert add_request_id(None, "info", {"request_id": "other"}) == {"request_id": "other"}


@pytest.mark.usefixtures("outside_requests")
def test_the_processor_adds_nothing_outside_a_request() -> None:
    """No key rather than an empty one."""
    assert add_request_id(None, "info", {"event": "start"}) == {"event": "start"}


def test_the_filter_marks_records(in_request: str) -> None:
    """A format may use `%(request_id)s`."""
    marked = record()
    assert RequestIdFilter().filter(marked)
    assert logging.Formatter("%(request_id)s %(message)s").format(marked) == f"{in_request} message"


@pytest.mark.usefixtures("outside_requests")
@pytest.mark.parametrize("default", [None, "-"])
def test_the_filter_has_a_default_outside_a_request(default: str | None) -> None:
    """A format that names the id works for every record."""
    marked = record()
    assert RequestIdFilter(default).filter(marked)
    assert marked.__dict__["request_id"] == default


@pytest.mark.usefixtures("outside_requests")
def test_the_filter_keeps_the_mark_of_an_earlier_one() -> None:
    """At the far end of a queue of records no request is at work any more."""
    marked = record()
    marked.request_id = "abc"
    RequestIdFilter("-").filter(marked)
    assert marked.__dict__["request_id"] == "abc"


class Echo(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers with the request ids that the request carries."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=request.headers.get_list("x-request-id"))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


async def _sent_by_async_client(headers: dict[str, str]) -> list[str]:
    hooks = {"request": [forward_request_id]}
    async with httpx.AsyncClient(transport=Echo(), event_hooks=hooks) as client:
        sent: list[str] = (await client.get("http://service", headers=headers)).json()
    return sent


def _sent_by_client(headers: dict[str, str]) -> list[str]:
    hooks = {"request": [forward_request_id_sync]}
    with httpx.Client(transport=Echo(), event_hooks=hooks) as client:
        sent: list[str] = client.get("http://service", headers=headers).json()
    return sent


async def test_outgoing_requests_carry_the_id(in_request: str) -> None:
    """Through a client's event hooks, asynchronous and not."""
    assert await _sent_by_async_client({}) == [in_request]
    assert _sent_by_client({}) == [in_request]


@pytest.mark.usefixtures("in_request")
async def test_outgoing_requests_keep_the_callers_own_header() -> None:
    """Whoever set it by hand meant it."""
    assert await _sent_by_async_client({"x-request-id": "mine"}) == ["mine"]
    assert _sent_by_client({"x-request-id": "mine"}) == ["mine"]


@pytest.mark.usefixtures("outside_requests")
async def test_outgoing_requests_outside_a_request_have_no_header() -> None:
    """Nothing to pass on."""
    assert await _sent_by_async_client({}) == []
    assert _sent_by_client({}) == []


def test_importing_the_middleware_loads_no_library_that_it_does_not_need() -> None:
    """Whoever mounts an agent pays for what it uses."""
    code = (
        "import sys, asgi_agent.middleware.correlation;"
        "print(sorted({'structlog', 'starlette.requests', 'httpx', 'opentelemetry'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"
