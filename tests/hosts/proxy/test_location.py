"""Redirects of an upstream, as its client can follow them."""

from __future__ import annotations

import pytest

from asgi_agent.hosts.proxy.location import relocated
from asgi_agent.hosts.proxy.target import parse_address


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("http://agent:8001/base/x?y=1#z", "/mount/x?y=1#z"),
        ("HTTP://AGENT:8001/base", "/mount/"),
        ("http://agent:8001/base//x", "/mount//x"),
        ("http://agent:8001/base;x", "http://agent:8001/base;x"),
        ("http://agent:8001/bases/x", "http://agent:8001/bases/x"),
        ("http://agent/base/x", "http://agent/base/x"),
        ("https://agent:8001/base/x", "https://agent:8001/base/x"),
        ("http://u@agent:8001/base/x", "http://u@agent:8001/base/x"),
        ("http://agent:8001.example/base", "http://agent:8001.example/base"),
        ("http://[/base", "http://[/base"),
        ("https://clinic.example/base/x", "https://clinic.example/base/x"),
        ("/base/x", "/base/x"),
        ("x", "x"),
        ("", ""),
    ],
)
def test_what_is_the_upstreams_own_is_below_the_mount(said: str, given: str) -> None:
    """Its address is nothing that a client could reach, or is to know; what is another's stays as it is."""
    address = parse_address("http://agent:8001/base")
    headers = [(b"location", said.encode()), (b"x", said.encode())]
    assert relocated(headers, {"root_path": "/mount"}, address) == [(b"location", given.encode()), headers[1]]


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example/x"])
def test_no_path_becomes_another_host(path: str) -> None:
    """Which it would, without a mount before it."""
    said = [(b"location", b"http://agent" + path.encode())]
    assert relocated(said, {}, parse_address("http://agent")) == said


def test_default_ports_need_not_be_said() -> None:
    """On either side."""
    said = [(b"content-location", b"https://agent:443/x")]
    assert relocated(said, {}, parse_address("https://agent")) == [(b"content-location", b"/x")]
