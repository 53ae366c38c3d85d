"""Where a request came from."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.middleware.audit.network import Origin
from asgi_agent.testing import http_scope

PROXIES = ("10.0.0.0/8", "2001:db8::/32", "192.0.2.7")


def origin(peer: Any, *forwarded: str, proxies: tuple[str, ...] = PROXIES) -> tuple[str | None, str | None]:
    """The peer and the forwarded address that are recorded of such a request."""
    headers = [(b"X-Forwarded-For", value.encode("latin-1")) for value in forwarded]
    scope = http_scope("/", headers=headers, client=None if peer is None else [peer, 1234])
    network = Origin(proxies).network(scope)
    return (None, None) if network is None else (network.peer, network.forwarded)


def test_the_peer_is_that_of_the_socket() -> None:
    """As an address; what is none is nobody, as with a Unix socket."""
    assert origin("203.0.113.9") == ("203.0.113.9", None)
    assert origin("2001:DB8::1") == ("2001:db8::1", None)
    assert origin("::ffff:203.0.113.9") == ("203.0.113.9", None)
    assert origin("testclient") == origin(None) == origin("") == (None, None)


def test_a_client_is_not_believed() -> None:
    """Nor is anybody, where no proxy is trusted."""
    assert origin("203.0.113.9", "198.51.100.1") == ("203.0.113.9", None)
    assert origin("10.1.2.3", "198.51.100.1", proxies=()) == ("10.1.2.3", None)


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        (("198.51.100.1",), "198.51.100.1"),
        (("6.6.6.6, 198.51.100.1",), "198.51.100.1"),
        (("6.6.6.6, 198.51.100.1, 10.9.9.9",), "198.51.100.1"),
        (("6.6.6.6", "198.51.100.1", "192.0.2.7"), "198.51.100.1"),
        (("198.51.100.1:4711",), "198.51.100.1"),
        (("[2001:db9::1]:443",), "2001:db9::1"),
        (("2001:DB9::1",), "2001:db9::1"),
        (("198.51.100.1, John Smith",), None),
        (("198.51.100.1, unknown, 10.1.1.1",), None),
        (("10.1.1.1, 10.1.1.2",), None),
        (("",), None),
    ],
)
def test_the_rightmost_address_that_is_no_proxy(forwarded: tuple[str, ...], client: str | None) -> None:
    """What stands left of it anybody may have written; what is no address is not repeated."""
    assert origin("10.0.0.1", *forwarded) == ("10.0.0.1", client)


def test_a_long_list_is_read_from_its_end() -> None:
    """However much a client puts in front."""
    assert origin("10.0.0.1", ", ".join(["6.6.6.6"] * 10_000 + ["198.51.100.1"]))[1] == "198.51.100.1"
    assert origin("10.0.0.1", ", ".join(["198.51.100.1"] + ["10.0.0.2"] * 10_000))[1] is None


def test_the_zone_of_an_address_is_not_repeated() -> None:
    """It may be any text."""
    assert origin("10.0.0.1", "fe80::1%john-smith")[1] == "fe80::1"
