"""Whatever headers come, what goes on is one request, from where it says, to whom it is meant."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.errors import MalformedRequestError
from asgi_agent.hosts.proxy.headers import HOP_BY_HOP, request_headers
from asgi_agent.hosts.proxy.target import parse_address
from asgi_agent.testing import http_scope

ADDRESS = parse_address("http://agent:8001")

names = st.sampled_from(
    [
        "connection",
        "Connection",
        "content-length",
        "transfer-encoding",
        "host",
        "x-forwarded-for",
        "forwarded",
        "te",
        "upgrade",
        "authorization",
        "cookie",
        "x-a",
        "X-B",
    ]
)
values = st.sampled_from(
    [
        "",
        "close",
        "x-a, authorization",
        "X-B",
        "3",
        "4",
        "+3",
        "chunked",
        "gzip, chunked",
        "a.example",
        "10.0.0.1",
    ]
)


@given(st.lists(st.tuples(names, values), max_size=8))
@example([("connection", "x-a, authorization"), ("x-a", "1"), ("authorization", "Bearer t")])
@example([("content-length", "3"), ("transfer-encoding", "chunked")])
def test_what_goes_on_is_one_request(pairs: list[tuple[str, str]]) -> None:
    """With one length at most, our word on where it came from, and nothing that was for one hop."""
    sent = [(name.encode(), value.encode()) for name, value in pairs]
    scope = http_scope("/", headers=sent, client=("203.0.113.9", 1))
    try:
        got = request_headers(scope, ADDRESS, trusted=frozenset())
    except MalformedRequestError:
        assert {b"content-length", b"transfer-encoding"} & {name.lower() for name, _ in sent}
        return
    by_name = [name for name, _ in got]
    assert HOP_BY_HOP.isdisjoint(by_name)
    assert dict(got)[b"host"] == b"agent:8001"
    assert dict(got)[b"x-forwarded-for"] == b"203.0.113.9"
    for once in (b"host", b"content-length", b"forwarded", b"x-forwarded-for"):
        assert by_name.count(once) <= 1
    said = b",".join(value for name, value in sent if name.lower() == b"connection").lower()
    options = {option.strip() for option in said.split(b",")}
    for name in (b"x-a", b"x-b"):
        came = sum(key.lower() == name for key, _ in sent)
        assert by_name.count(name) == (0 if name in options else came)
    for kept in (b"authorization", b"cookie"):
        assert by_name.count(kept) == sum(key.lower() == kept for key, _ in sent)
