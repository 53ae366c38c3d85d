"""The apps that are compared: one that answers with what it was sent, bare and with audit logs around it."""

from __future__ import annotations

import importlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent import AuditLogMiddleware
from asgi_agent.audit import AuditLog, Pseudonyms

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from asgi_agent.audit.health import OnFailure

    Contender = Callable[[Path], AbstractAsyncContextManager[Any]]

BARE, CLOSED, OPEN, PEER = "bare app", "asgi-agent, fail-closed", "asgi-agent, fail-open", "bh-fastapi-audit"
KEY = {"v1": b"0123456789abcdef"}


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """The bare app."""
    message = await receive()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": message["body"]})


@asynccontextmanager
async def bare(directory: Path) -> AsyncIterator[Any]:
    """Without an audit log."""
    yield echo


def ours(on_failure: OnFailure) -> Contender:
    """With ours: two records for each request, of which fail-closed waits for the first to be durable."""

    @asynccontextmanager
    async def audited(directory: Path) -> AsyncIterator[Any]:
        log = AuditLog(directory / on_failure, on_failure=on_failure, pseudonyms=Pseudonyms(KEY))
        yield AuditLogMiddleware(echo, log=log)
        await log.aclose()

    return audited


@asynccontextmanager
async def peer(directory: Path) -> AsyncIterator[Any]:
    """With the peer's: one record for each request, chained, written by a queue that nobody waits for."""
    package = importlib.import_module("bh_fastapi_audit")
    config = package.AuditConfig(
        service_name="benchmark", enable_integrity=True, chain_state=package.ChainState()
    )
    sink = package.JsonlFileSink(directory / "peer.jsonl")
    app = package.AuditMiddleware(echo, sink, config)
    yield app
    await app.shutdown()
    sink.close()


CONTENDERS: dict[str, Contender] = {BARE: bare, CLOSED: ours("closed"), OPEN: ours("open"), PEER: peer}


def installed(names: dict[str, Contender]) -> tuple[dict[str, Contender], list[str]]:
    """Those whose packages are there, and what to say of the others."""
    if PEER not in names:
        return names, []
    try:
        importlib.import_module("bh_fastapi_audit")
    except ModuleNotFoundError as error:
        return {name: make for name, make in names.items() if name != PEER}, [
            f"Left out: {PEER} (not installed: {error.name})"
        ]
    return names, []
