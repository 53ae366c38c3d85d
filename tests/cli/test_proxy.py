"""`asgi-agent proxy`, as a process between a client and a server."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.cli.process import run, serving
from tests.servers import HOST, ROOT, serve

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("server", ["uvicorn", "hypercorn"])
def test_it_stands_in_front_of_a_server(server: str, tmp_path: Path) -> None:
    """Below a prefix, with a correlation id of its own."""
    with (
        serve("uvicorn", "tests.hosts.proxy.upstream:app") as upstream,
        serving(
            "proxy", upstream.url, "--prefix", "/agent", "--server", server, cwd=ROOT, log=tmp_path / "log"
        ) as proxy,
    ):
        answer = httpx.get(f"{proxy.url}/agent/x?y=1", timeout=20)
        assert (answer.status_code, answer.json()["target"]) == (201, "/x?y=1")
        assert answer.headers["x-request-id"] in answer.text
        assert httpx.get(f"{proxy.url}/agent/ready", timeout=20).json()["status"] == "ready"


def test_what_cannot_work_is_said() -> None:
    """In a sentence, with exit code 2."""
    failed = run("proxy", "agent:8001")
    assert failed.returncode == 2
    assert (
        failed.stderr == "asgi-agent: an upstream is http:// or https:// with a host, and a port if need be\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["http://[::1"], "an upstream is http:// or https:// with a host"),
        (["http://agent", "--read-timeout", "nan"], "read_timeout= is a number above 0"),
        (["http://agent", "--port", "999999"], "a number below 65536"),
    ],
)
def test_a_value_that_cannot_work_is_named(options: list[str], said: str) -> None:
    """With exit code 2, and no traceback."""
    failed = run("proxy", *options)
    assert failed.returncode == 2
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("server", ["uvicorn", "hypercorn"])
def test_a_port_that_is_taken_is_named(server: str) -> None:
    """And not only that something of the operating system's failed."""
    with socket.create_server((HOST, 0)) as taken:
        port = str(taken.getsockname()[1])
        failed = run("proxy", "http://agent", "--port", port, "--server", server)
    assert failed.returncode == 2
    assert failed.stderr.startswith(f"asgi-agent: {HOST}, port {port}: Address already in use")
    assert "Traceback" not in failed.stderr
