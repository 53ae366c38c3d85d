"""AgentFlow's wire as the OpenAPI document describes it, and whether a server does what that says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import positive_data_acceptance

from asgi_agent import AgentASGI, ConfigurationError
from asgi_agent.protocols.agentflow.operations import OPERATIONS
from tests.asking import ask
from tests.protocols.agentflow.described import app
from tests.protocols.described import echo
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT: dict[str, Any] = asyncio.run(ask(app, "GET", "/openapi.json")).json()

bounded = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

bare_operations = schemathesis.openapi.from_dict(DOCUMENT).include(path_regex="^/(v1|ping)")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve("uvicorn", "tests.protocols.agentflow.described:app") as server:
        yield server.url


@bare_operations.parametrize()
@settings(bounded, max_examples=8)
def test_requests_are_answered_as_the_document_says(case: Case[Any], url: str) -> None:
    """Also where the graph is of another framework and much is not supported, which is a described 501."""
    # What a graph takes as the content of a message is for the graph to say.
    excluded: list[Any] = [not_a_server_error]
    if case.method == "POST":
        excluded.append(positive_data_acceptance)
    case.call_and_validate(base_url=url, excluded_checks=excluded)


def test_the_document_is_valid() -> None:
    """By the meta-schema of OpenAPI 3.1 and by the rules beyond it."""
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_route_of_the_wire_is_described() -> None:
    """Below the mount and below the name of each graph, under an id of its own."""
    operations = {
        (method.upper(), path): entry
        for path, methods in DOCUMENT["paths"].items()
        for method, entry in methods.items()
    }
    assert operations.keys() >= OPERATIONS.keys()
    assert len(OPERATIONS) == 36
    assert len({entry["operationId"] for entry in operations.values()}) == len(operations)
    assert all(entry["summary"] for entry in operations.values())


def test_every_tag_is_explained() -> None:
    """And none is that no route has, beside those of the native wire."""
    used = {
        tag for methods in DOCUMENT["paths"].values() for entry in methods.values() for tag in entry["tags"]
    }
    assert used <= {tag["name"] for tag in DOCUMENT["tags"]}


async def test_the_descriptor_names_the_wires() -> None:
    """And links to what they serve alone."""
    descriptor = (await ask(app, "GET", "/")).json()
    assert (descriptor["protocols"], set(descriptor["links"])) == (["agentflow"], {"openapi", "docs"})


async def test_wires_are_served_beside_each_other() -> None:
    """Each with its own words for a failure."""
    both = AgentASGI(echo, protocols=("native", "agentflow"))
    native = await ask(both, "POST", "/invoke", b"{")
    theirs = await ask(both, "POST", "/v1/graph/invoke", b"{")
    assert (native.status, native.header("content-type")) == (400, ["application/problem+json"])
    assert (theirs.status, theirs.header("content-type")) == (400, ["application/json"])
    assert theirs.json()["error"]["code"] == "BAD_REQUEST"


async def test_a_wire_that_is_not_asked_for_is_not_served() -> None:
    """The native one is, where nothing is said."""
    assert (await ask(AgentASGI(echo), "GET", "/ping")).status == 404
    assert (await ask(app, "GET", "/health")).status == 404


@pytest.mark.parametrize("protocols", [("native", "gopher"), "gopher", ()])
def test_a_wire_that_is_not_known_is_refused(protocols: Any) -> None:
    """With the names of those that are."""
    with pytest.raises(ConfigurationError, match="'native', 'agentflow'"):
        AgentASGI(echo, protocols=protocols)
