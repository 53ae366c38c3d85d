from __future__ import annotations

import socket

import httpx
import pytest

from tests.servers import HOST, VARIANTS, Variant, free_port, serve, serve_variant

APP = "tests.middleware.correlation_app:app"


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_a_server_runs_for_as_long_as_the_block(variant: Variant) -> None:
    """It answers inside, and its process and its port are gone afterwards."""
    with serve_variant(variant, APP) as server:
        assert server.process.poll() is None
        assert httpx.get(server.url, timeout=10).status_code == 200
    assert server.exit_code is not None
    with pytest.raises(ConnectionRefusedError):
        server.connect()


def test_an_application_that_cannot_be_loaded_is_reported_with_the_output() -> None:
    """The reason is in the server's own words."""
    with pytest.raises(RuntimeError, match="no_such_module"), serve("uvicorn", "tests.no_such_module:app"):
        pass


def test_further_arguments_and_variables_reach_the_server() -> None:
    """`--log-level trace` makes uvicorn say more."""
    with serve("uvicorn", APP, args=["--log-level", "trace"], env={"PYTHONDEVMODE": "1"}) as server:
        httpx.get(server.url, timeout=10)
    assert b"TRACE" in server.output


def test_a_free_port_is_given_to_nobody_else() -> None:
    """Neither by us nor by the system, until a server asks for it by its number."""
    given = [free_port() for _ in range(100)]
    others = []
    for _ in range(1000):
        with socket.socket() as other:
            other.bind((HOST, 0))
            others.append(other.getsockname()[1])
    assert len({*given}) == len(given)
    assert not {*given} & {*others}
