"""Which headers go on, which stay on their side of the proxy (RFC 9110, 7.6.1), and what the proxy adds."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from asgi_agent.errors import MalformedRequestError
from asgi_agent.scope import REQUEST_ID_KEY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from asgi_agent.hosts.proxy.settings import Network
    from asgi_agent.hosts.proxy.target import Address

    Pair = tuple[bytes, bytes]

HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)

# The proxy says these itself, so that a client cannot say them in its name.
_OURS = frozenset(
    {
        b"forwarded",
        b"host",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-prefix",
        b"x-forwarded-proto",
        b"x-real-ip",
    }
)

# The ASGI server in front adds its own, and a response has one of each.
_OF_THE_SERVER = frozenset({b"date", b"server"})

BODILESS = frozenset({204, 205, 304})

_HANDSHAKE = b"sec-websocket-"
_token = re.compile(r"[A-Za-z0-9.-]+").fullmatch
_digits = re.compile(rb"[0-9]{1,18}").fullmatch


def request_headers(
    scope: Mapping[str, Any], address: Address, *, trusted: Collection[Network], added: Iterable[Pair] = ()
) -> list[Pair]:
    """The headers of the request to the upstream.

    Args:
        scope: of the client's request.
        address: of the upstream, which is its `Host`.
        trusted: networks of proxies whose `Forwarded` and `X-Forwarded-*` are carried on.
        added: the host's own, which replace the client's of the same name.

    Raises:
        MalformedRequestError: the length of the body is said twice, in two ways or not in digits, so that the
            upstream might see another end of it than the server here did.
    """
    pairs: list[Pair] = [(name.lower(), value) for name, value in scope.get("headers") or ()]
    _check_framing(pairs)
    added = [*_ids(scope), *((name.lower(), value) for name, value in added)]
    dropped = _OURS | _connection_options(pairs) | {name for name, _ in added}
    kept = [
        (name, value)
        for name, value in pairs
        if name not in HOP_BY_HOP and name not in dropped and not name.startswith(_HANDSHAKE)
    ]
    return [(b"host", address.host.encode()), *kept, *_forwarding(scope, pairs, trusted), *added]


def response_headers(status: int, pairs: Iterable[Pair]) -> list[Pair]:
    """The headers of the upstream's answer that are the client's as well.

    A length that is not that of what follows stays here: beside a transfer coding, which overrides it
    (RFC 9112, 6.3), and of an answer that has no body, since servers would wait for one.
    """
    lowered = [(name.lower(), value) for name, value in pairs]
    dropped = HOP_BY_HOP | _OF_THE_SERVER | _connection_options(lowered)
    if status in BODILESS or any(name == b"transfer-encoding" for name, _ in lowered):
        dropped |= {b"content-length"}
    return [(name, value) for name, value in lowered if name not in dropped]


def has_body(scope: Mapping[str, Any]) -> bool | None:
    """Whether the request says that a body follows; None if it says nothing."""
    for name, value in scope.get("headers") or ():
        lowered = name.lower()
        if lowered == b"transfer-encoding":
            return True
        if lowered == b"content-length":
            return bool(value.strip() != b"0")
    return None


def content_length(scope: Mapping[str, Any]) -> int | None:
    """How long the request says that its body is; None if it does not say, or not clearly."""
    said = [value for name, value in scope.get("headers") or () if name.lower() == b"content-length"]
    return int(said[0]) if len(said) == 1 and _digits(said[0]) else None


def _check_framing(pairs: Iterable[Pair]) -> None:
    lengths = [value for name, value in pairs if name == b"content-length"]
    codings = [value for name, value in pairs if name == b"transfer-encoding"]
    if len(lengths) > 1 or (lengths and codings) or not all(map(_digits, lengths)):
        raise MalformedRequestError("the length of the body is not clear")
    if codings and [coding.strip().lower() for coding in codings] != [b"chunked"]:
        raise MalformedRequestError("the transfer coding of the body is not chunked")


def _connection_options(pairs: Iterable[Pair]) -> set[bytes]:
    """The headers that `Connection` says are for this hop only; end-to-end ones cannot be declared so."""
    said = [value for name, value in pairs if name == b"connection"]
    named = {option.strip().lower() for value in said for option in value.split(b",")}
    return named - {b"authorization", b"content-length", b"content-type", b"cookie", b"host"}


def _forwarding(scope: Mapping[str, Any], pairs: Iterable[Pair], trusted: Collection[Network]) -> list[Pair]:
    """RFC 7239 and the `X-Forwarded-*` of before it, said by us, behind what a trusted proxy said."""
    client = scope.get("client")
    peer = str(client[0]) if client else ""
    said = dict(pairs) if _is_in(peer, trusted) else {}
    secure = scope.get("scheme") in ("https", "wss")
    host = dict(pairs).get(b"host", b"")
    proto = said.get(b"x-forwarded-proto", b"https" if secure else b"http")
    outer_host = said.get(b"x-forwarded-host", host)
    element = f"for={_node(peer)};host={_quoted(host)};proto={'https' if secure else 'http'}"
    forwarded = [
        (b"forwarded", _joined(said.get(b"forwarded"), element.encode("latin-1"))),
        (b"x-forwarded-proto", proto),
    ]
    if peer:
        forwarded.append((b"x-forwarded-for", _joined(said.get(b"x-forwarded-for"), peer.encode("latin-1"))))
    if outer_host:
        forwarded.append((b"x-forwarded-host", outer_host))
    if prefix := scope.get("root_path"):
        forwarded.append((b"x-forwarded-prefix", quote(prefix).encode()))
    return forwarded


def _ids(scope: Mapping[str, Any]) -> list[Pair]:
    """The correlation id of the request, and the trace that it is part of."""
    from opentelemetry import propagate

    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    ids = [(name.lower().encode(), value.encode("latin-1")) for name, value in carrier.items()]
    if (request_id := scope.get(REQUEST_ID_KEY)) is not None:
        ids.append((b"x-request-id", request_id.encode()))
    return ids


def _is_in(peer: str, trusted: Collection[Network]) -> bool:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):  # as a socket for both kinds shows those of IPv4
        address = address.ipv4_mapped or address
    return any(address in network for network in trusted)


def _joined(before: bytes | None, element: bytes) -> bytes:
    return element if not before else before + b", " + element


def _node(peer: str) -> str:
    """An address as RFC 7239 writes it."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return "unknown"
    return f'"[{address}]"' if address.version == 6 else str(address)


def _quoted(host: bytes) -> str:
    text = host.decode("latin-1")
    return (
        text if text.replace(".", "").replace("-", "").isalnum() else '"' + re.sub(r'[\\"]', "", text) + '"'
    )
