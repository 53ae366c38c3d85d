"""The routes over a real server: clients that leave, and a document that says what is so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case

from tests.hosts.fastapi.served import PREFIX, described
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

bounded = settings(
    deadline=None,
    database=None,
    max_examples=5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
every_operation = schemathesis.openapi.from_dict(described.openapi())


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve("uvicorn", "tests.hosts.fastapi.served:app") as server:
        yield server.url


@pytest.mark.parametrize("path", ["execute", "stream", "batch"])
def test_a_client_that_leaves_takes_its_execution_with_it(url: str, path: str) -> None:
    """Whether it waits for an answer or reads events."""
    before = httpx.get(f"{url}/cancelled").json()["cancelled"]
    body: Any = {"graph_name": "slow"}
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{url}{PREFIX}/{path}", json={"executions": [body]} if path == "batch" else body, timeout=0.3
        )
    deadline = time.monotonic() + 20
    while (told := httpx.get(f"{url}/cancelled").json())["running"] and time.monotonic() < deadline:
        time.sleep(0.02)
    assert told == {"cancelled": before + 1, "running": 0}


@every_operation.parametrize()
@bounded
def test_requests_are_answered_as_the_document_says(case: Case[Any], url: str) -> None:
    """What fits the document is accepted, what does not is refused, and every answer is described."""
    case.call_and_validate(base_url=url)
