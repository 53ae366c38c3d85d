"""A real server does what its OpenAPI document says, whatever it is sent.

schemathesis makes requests from the document, such as fit it and such as do not, other methods and missing
parts included, and holds every answer against the document. The app is mounted under a prefix, so that the
requests arrive nowhere unless `servers` is right.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error

from tests.asking import ask
from tests.protocols import described
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

# A slow machine is no finding, and neither is a schema of which few values can be drawn.
bounded = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def document_of(app: ASGIApp) -> dict[str, Any]:
    document: dict[str, Any] = asyncio.run(ask(app, "GET", f"{described.PREFIX}/openapi.json")).json()
    return document


DOCUMENT = document_of(described.app)
DOCUMENT_OF_FAILING = document_of(described.failing_app)

every_operation = schemathesis.openapi.from_dict(DOCUMENT)
every_run = schemathesis.openapi.from_dict(DOCUMENT_OF_FAILING).include(tag="runs")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve("uvicorn", "tests.protocols.described:app") as server:
        yield server.url + DOCUMENT["servers"][0]["url"]


@pytest.fixture(scope="module")
def url_of_failing() -> Iterator[str]:
    with serve("uvicorn", "tests.protocols.described:failing_app") as server:
        yield server.url + DOCUMENT_OF_FAILING["servers"][0]["url"]


@every_operation.parametrize()
@settings(bounded, max_examples=15)
def test_requests_are_answered_as_the_document_says(case: Case[Any], url: str) -> None:
    """What fits the document is accepted, what does not is refused, and every answer is described."""
    case.call_and_validate(base_url=url)


@every_run.parametrize()
@settings(bounded, max_examples=5)
def test_a_graph_that_fails_is_answered_as_the_document_says(case: Case[Any], url_of_failing: str) -> None:
    """A failure has a described status, media type, header and body as well."""
    case.call_and_validate(base_url=url_of_failing, excluded_checks=[not_a_server_error])
