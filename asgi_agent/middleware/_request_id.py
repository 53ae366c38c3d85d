"""The id of the current request, and the ways in which it travels on: logs, structlog, outgoing requests."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    import httpx

DEFAULT_HEADER = "X-Request-ID"

# Holds an id and never more: servers start the next request of a connection in the context of the one
# before (https://github.com/encode/uvicorn/issues/2167), so what stands here may be seen by a stranger.
current_request_id: ContextVar[str | None] = ContextVar("asgi_agent.request_id", default=None)


def get_request_id() -> str | None:
    """The id of the request that the calling code works for, or None outside a request.

    Works in tasks and threads that were started with the request's context, as `asyncio.create_task` and
    `asyncio.to_thread` do.
    """
    return current_request_id.get()


def add_request_id(
    logger: Any, method_name: str, event_dict: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """structlog processor that adds `request_id` to each event of a request.

        structlog.configure(processors=[add_request_id, ..., structlog.processors.JSONRenderer()])

    An event that brings its own `request_id` keeps it.
    """
    if (request_id := current_request_id.get()) is not None:
        event_dict.setdefault("request_id", request_id)
    return event_dict


class RequestIdFilter(logging.Filter):
    """Sets `record.request_id` on each log record, so that a format may use `%(request_id)s`.

    Put it on a handler: a filter on a logger does not see what child loggers pass up.

    Args:
        default: what stands there outside a request.
    """

    def __init__(self, default: str | None = None) -> None:
        super().__init__()
        self.default = default

    def filter(self, record: logging.LogRecord) -> bool:
        """Mark the record; every record passes."""
        if (request_id := current_request_id.get()) is not None:
            record.request_id = request_id
        elif not hasattr(record, "request_id"):  # a queue's other end runs outside the request
            record.request_id = self.default
        return True


async def forward_request_id(request: httpx.Request) -> None:
    """httpx event hook that sends the current request's id along as `X-Request-ID`.

        httpx.AsyncClient(event_hooks={"request": [forward_request_id]})

    A header that the caller set stays. Give it to clients of your own services only: the id tells others
    which of their requests belong together.
    """
    forward_request_id_sync(request)


def forward_request_id_sync(request: httpx.Request) -> None:
    """The same as `forward_request_id` for `httpx.Client`, whose hooks are plain functions."""
    if (request_id := current_request_id.get()) is not None:
        request.headers.setdefault(DEFAULT_HEADER, request_id)
