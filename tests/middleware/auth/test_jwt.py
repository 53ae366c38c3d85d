"""Who gets in with a token, and who does not: each attack of RFC 8725 is a test."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import Principal
from asgi_agent.middleware.auth import JWTAuthMiddleware, TokenIssuer
from asgi_agent.scope import AUTHENTICATION_KEY, PRINCIPAL_KEY
from asgi_agent.testing import http_scope, lifespan_scope, websocket_scope
from tests.middleware.auth.app import Recorder, ask, ask_with, handshake
from tests.middleware.auth.issuer import SECRET, KeyPair, ec_pair, ed_pair, rsa_pair, token

if TYPE_CHECKING:
    from starlette.requests import Request


def guarded(app: Any = None, **options: Any) -> JWTAuthMiddleware:
    """An application behind a shared secret, or whatever the options say."""
    return JWTAuthMiddleware(app or Recorder(), **{"key": SECRET, "algorithms": ["HS256"], **options})


def segment(value: Any) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def forged(header: dict[str, Any], key: bytes = b"", **claims: Any) -> str:
    """A token with any header, signed as HS256 with any bytes, or not at all."""
    said = {"sub": "admin", "exp": int(time.time()) + 60, **claims}
    signed = f"{segment(header)}.{segment(said)}"
    signature = hmac.digest(key, signed.encode(), hashlib.sha256) if key else b""
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


async def refused(app: JWTAuthMiddleware, bad: str) -> None:
    """The token lets nobody in, and the answer says no more than it must."""
    answer = await ask_with(app, bad)
    assert answer.status == 401
    assert answer.header("content-type") == ["application/problem+json"]
    (challenge,) = answer.header("www-authenticate")
    assert challenge.startswith('Bearer realm="asgi-agent", error="invalid_')
    assert bad[-20:] not in answer.body.decode()


async def test_a_good_token_lets_its_subject_in() -> None:
    """The application finds who it is, what they may do, and how that was proved."""
    app = Recorder()
    good = token(scope="read write", roles=["nurse"], tenant="ward-7", jti="t-1")
    answer = await ask_with(guarded(app), good)
    assert answer.status == 200
    principal = app.scope[PRINCIPAL_KEY]
    assert principal == Principal(
        "u1", "human", ("nurse",), ("read", "write"), "ward-7", claims=principal.claims
    )
    assert principal.claims["jti"] == "t-1"
    assert app.scope[AUTHENTICATION_KEY] == ("jwt", "t-1")
    assert app.scope["user"].is_authenticated
    assert app.scope["user"].identity == "u1"


@pytest.mark.parametrize(
    ("pair", "algorithm"),
    [(rsa_pair, "RS256"), (rsa_pair, "PS512"), (ec_pair, "ES256"), (ed_pair, "EdDSA")],
)
async def test_public_keys_of_every_kind(pair: Any, algorithm: str) -> None:
    """RSA, elliptic curves, Edwards curves."""
    keys: KeyPair = pair()
    app = guarded(key=keys.public, algorithms=[algorithm])
    assert (await ask_with(app, token(keys.private, algorithm))).status == 200
    await refused(app, token(rsa_pair(1).private, "RS256"))


async def test_without_a_token_the_challenge_says_what_is_wanted() -> None:
    """RFC 6750: no error code where no credential came."""
    answer = await ask(guarded(realm="clinic"))
    assert answer.status == 401
    assert answer.header("www-authenticate") == ['Bearer realm="clinic"']
    assert answer.json()["type"] == "urn:asgi-agent:problem:unauthenticated"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None, "HS255", ["HS256"], {"HS256": 1}])
async def test_no_signature_is_no_token(algorithm: Any) -> None:
    """`alg` that is `none` in any spelling, missing, unknown or no text."""
    await refused(guarded(), forged({"alg": algorithm, "typ": "JWT"}))
    await refused(guarded(), forged({"typ": "JWT"}))


async def test_a_public_key_is_no_shared_secret() -> None:
    """The classic confusion: HS256 with the bytes of the RSA key that everybody knows."""
    keys = rsa_pair()
    app = guarded(key=keys.public, algorithms=["RS256"])
    for public in (keys.public, keys.public.strip(), keys.public.replace(b"\n", b"\r\n")):
        await refused(app, forged({"alg": "HS256", "typ": "JWT"}, public))


async def test_another_algorithm_of_the_same_key_is_refused() -> None:
    """Only what the host named, though the signature is good."""
    keys = rsa_pair()
    await refused(guarded(key=keys.public, algorithms=["RS256"]), token(keys.private, "RS512"))


@pytest.mark.parametrize(
    "header",
    [
        {"jku": "http://127.0.0.1:1/keys"},
        {"x5u": "http://127.0.0.1:1/cert"},
        {"jwk": {"kty": "oct", "k": base64.urlsafe_b64encode(b"k" * 32).decode()}},
        {"x5c": ["MIIB"]},
        {"kid": "../../../../dev/null"},
        {"kid": "' OR 1=1 --"},
    ],
)
async def test_a_key_that_the_token_brings_is_not_used(header: dict[str, Any]) -> None:
    """Nor is one fetched from where it says."""
    await refused(guarded(), forged({"alg": "HS256", **header}, b"k" * 32))


async def test_a_critical_extension_that_nobody_knows_is_refused() -> None:
    """RFC 7515, 4.1.11."""
    await refused(guarded(), token(headers={"crit": ["exp-2"], "exp-2": 1}))


async def test_keys_by_kid() -> None:
    """Each token is checked with the key that it names; one that names none, or another's, is refused."""
    app = guarded(key={"a": "first-secret-" * 3, "b": "second-secret-" * 3})
    assert (await ask_with(app, token("first-secret-" * 3, headers={"kid": "a"}))).status == 200
    assert (await ask_with(app, token("second-secret-" * 3, headers={"kid": "b"}))).status == 200
    await refused(app, token("first-secret-" * 3, headers={"kid": "b"}))
    await refused(app, token("first-secret-" * 3, headers={"kid": "c"}))
    await refused(app, token("first-secret-" * 3))


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"exp": [1]},
        {"nbf": 4102444800},
        {"iat": 4102444800},
        {"sub": None},
        {"sub": ""},
        {"sub": True},
        {"sub": ["u1"]},
        {"aud": "somebody-else"},
    ],
    ids=str,
)
async def test_claims_that_let_nobody_in(claims: dict[str, Any]) -> None:
    """Expired, for ever, not yet, of nobody, or made for another audience."""
    await refused(guarded(), token(**claims))


async def test_leeway_is_for_clocks_that_differ() -> None:
    """A few seconds, and no more."""
    late = token(exp=int(time.time()) - 5)
    assert (await ask_with(guarded(leeway=30), late)).status == 200
    await refused(guarded(leeway=1), late)


async def test_audience_and_issuer() -> None:
    """Both must be what the host says, where it says so."""
    app = guarded(audience="agent", issuer="https://id.example")
    assert (await ask_with(app, token(aud="agent", iss="https://id.example"))).status == 200
    assert (await ask_with(app, token(aud=["x", "agent"], iss="https://id.example"))).status == 200
    for claims in (
        {"aud": "agent"},
        {"iss": "https://id.example"},
        {"aud": "agen", "iss": "https://id.example"},
        {"aud": "agent", "iss": "https://id.example/"},
        {"aud": "agent", "iss": ["https://id.example"]},
    ):
        await refused(app, token(**claims))


async def test_several_issuers_do_not_speak_for_one_another() -> None:
    """A token of one is not good under the name of the other."""
    keys = rsa_pair()
    app = JWTAuthMiddleware(
        Recorder(),
        issuers=[
            TokenIssuer(SECRET, ["HS256"], issuer="https://a.example"),
            TokenIssuer(keys.public, ["RS256"], issuer="https://b.example", audience="agent"),
        ],
    )
    assert (await ask_with(app, token(iss="https://a.example"))).status == 200
    good = token(keys.private, "RS256", iss="https://b.example", aud="agent")
    assert (await ask_with(app, good)).status == 200
    await refused(app, token(iss="https://b.example", aud="agent"))
    await refused(app, token(keys.private, "RS256", iss="https://a.example"))
    await refused(app, token(iss="https://c.example"))
    await refused(app, token())


async def test_users_of_several_issuers_are_never_one_another() -> None:
    """Whatever subject and tenant a token names: its issuer can speak of its own alone."""
    recorder, other = Recorder(), "another-secret-of-sufficient-length-for-HS256"
    issuers = [
        TokenIssuer(SECRET, ["HS256"], issuer="https://a.example"),
        TokenIssuer(other, ["HS256"], issuer="https://b.example"),
    ]
    app = JWTAuthMiddleware(recorder, issuers=issuers)
    tenants = (None, "t", "https://a.example", "https://a.example#t", "#t", "")
    for secret, issuer in ((SECRET, "https://a.example"), (other, "https://b.example")):
        for tenant in tenants:
            assert (await ask_with(app, token(secret, iss=issuer, tenant=tenant))).status == 200
    principals = [scope[PRINCIPAL_KEY] for scope in recorder.scopes]
    assert len({principal.owner for principal in principals}) == len(principals)
    assert [principal.tenant for principal in principals[:2]] == ["https://a.example", "https://a.example#t"]
    with pytest.raises(ConfigurationError):
        JWTAuthMiddleware(recorder, issuers=[*issuers, TokenIssuer(SECRET, ["HS256"], issuer="https://a#t")])


@pytest.mark.parametrize(
    "headers",
    [
        [("authorization", "Bearer {}"), ("authorization", "Bearer {}")],
        [("authorization", "Bearer {}"), ("authorization", "Basic dTpw")],
        [("authorization", "Bearer {} {}")],
        [("authorization", "Bearer ")],
        [("authorization", "Bearer")],
        [("authorization", "Bearer {}\xff")],
        [("authorization", "Bearer\t{}")],
    ],
)
async def test_a_header_that_can_be_read_in_two_ways_is_refused(headers: list[tuple[str, str]]) -> None:
    """Twice, beside another scheme, with two tokens, with none, or with bytes that no token has."""
    good = token()
    answer = await ask(guarded(), *[(name, value.format(good, good)) for name, value in headers])
    assert answer.status == 401


async def test_a_token_in_the_query_is_not_looked_for() -> None:
    """Queries end up in logs."""
    answer = await ask(guarded(), path=f"/?access_token={token()}")
    assert answer.status == 401
    assert answer.header("www-authenticate") == ['Bearer realm="asgi-agent"']


async def test_a_huge_token_is_refused_before_anything_of_it_is_read() -> None:
    """Also where its signature would be good."""
    await refused(guarded(), token(padding="x" * 10_000))
    await refused(guarded(), "a" * 1_000_000)


async def test_a_token_that_decompresses_or_nests_is_refused() -> None:
    """Depth that would exhaust the stack of a decoder."""
    deep = base64.urlsafe_b64encode(b"[" * 3000).rstrip(b"=").decode()
    await refused(guarded(), f"{deep}.{deep}.x")
    await refused(guarded(), f"{segment({'alg': 'HS256'})}.{deep}.x")


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bad=st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=200))
async def test_anything_else_is_refused(bad: str) -> None:
    """No text makes the middleware fail, or lets anybody in."""
    assert (await ask_with(guarded(), bad)).status == 401


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_a_changed_token_is_refused(place: int) -> None:
    """A byte of the header, the payload or the signature."""
    parts = token().split(".")
    changed = "A" if parts[place][5] != "A" else "B"
    parts[place] = parts[place][:5] + changed + parts[place][6:]
    await refused(guarded(), ".".join(parts))


async def test_optional_authentication_lets_nobody_in_as_nobody() -> None:
    """But a bad token is refused, so that nobody goes on as somebody else without noticing."""
    app = Recorder()
    assert (await ask(guarded(app, required=False))).status == 200
    assert PRINCIPAL_KEY not in app.scope
    assert not app.scope["user"].is_authenticated
    await refused(guarded(required=False), token(exp=1))


@pytest.mark.parametrize("path", ["//admin", "/a/../admin", "/%2e%2e/admin", "/admin%2f", "/admin/", ""])
async def test_no_spelling_of_a_path_goes_round_it(path: str) -> None:
    """The guard does not look at paths, so there is nothing to trick."""
    assert (await ask(guarded(), path=path)).status == 401
    app = Starlette(routes=[Mount("/admin", guarded()), Route("/open", lambda r: PlainTextResponse("open"))])
    assert (await ask(app, path=path)).status in (401, 404, 307)


async def test_a_websocket_brings_its_token_as_a_subprotocol() -> None:
    """And inside nobody sees it, while the browser gets a subprotocol that it offered."""
    app = Recorder()
    good = token()
    offered = f"bearer, {good}, chat"
    scope = websocket_scope(
        subprotocols=["bearer", good, "chat"], headers=[(b"sec-websocket-protocol", offered.encode())]
    )
    assert await handshake(guarded(app), scope) == {"type": "websocket.accept", "subprotocol": "bearer"}
    assert app.scope["subprotocols"] == ["chat"]
    assert app.scope[PRINCIPAL_KEY].id == "u1"
    assert good not in repr({**app.scope, "user": None, PRINCIPAL_KEY: None})


@pytest.mark.parametrize(
    "subprotocols", [[], ["chat"], ["bearer"], ["bearer", "x.y.z"], ["bearer", "bearer", "x"]], ids=str
)
async def test_a_websocket_without_a_good_token_is_denied(subprotocols: list[str]) -> None:
    """With a problem where the server can send one, else with 1008."""
    denied = await handshake(guarded(), websocket_scope(subprotocols=subprotocols))
    assert (denied["type"], denied["status"]) == ("websocket.http.response.start", 401)
    closed = await handshake(guarded(), websocket_scope(subprotocols=subprotocols, denial=False))
    assert (closed["type"], closed["code"]) == ("websocket.close", 1008)


async def test_a_websocket_with_two_tokens_is_denied() -> None:
    """In a header and in the subprotocols."""
    scope = websocket_scope(
        subprotocols=["bearer", token()], headers=[(b"authorization", f"Bearer {token(sub='u2')}".encode())]
    )
    assert (await handshake(guarded(), scope))["status"] == 401


async def test_a_websocket_may_bring_its_one_token_both_ways() -> None:
    """AgentFlow's client does, where it can set headers; it says nothing new the second time."""
    good = token()
    scope = websocket_scope(
        subprotocols=["agentflow-bearer", good], headers=[(b"authorization", f"Bearer {good}".encode())]
    )
    accepted = await handshake(guarded(), scope)
    assert accepted == {"type": "websocket.accept", "subprotocol": "agentflow-bearer"}


async def test_other_scopes_pass() -> None:
    """A lifespan has no caller."""
    seen = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    await guarded(app)(lifespan_scope(), None, None)  # type: ignore[arg-type]
    assert seen == ["lifespan"]


async def test_starlettes_requires_works() -> None:
    """Scopes of the token are the credentials that it asks for."""

    @requires("write")
    async def endpoint(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.user.display_name)

    app = guarded(Starlette(routes=[Route("/", endpoint)]))
    assert (await ask_with(app, token(scope="read write"))).body == b"u1"
    assert (await ask_with(app, token(scope="read"))).status == 403


async def test_neither_token_nor_claims_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Not of a good one, and not of a bad one."""
    caplog.set_level(logging.DEBUG)
    for bad in (token(sub="jane-doe"), token(sub="jane-doe", exp=1)):
        await ask_with(guarded(), bad)
        assert bad.split(".")[2] not in caplog.text
    assert "jane-doe" not in caplog.text
    assert "request refused" in caplog.text


async def test_the_scope_of_the_server_is_not_written_to() -> None:
    """What is inside gets a copy."""
    scope = http_scope("/", headers=[(b"authorization", f"Bearer {token()}".encode())])
    before = dict(scope)
    app = Recorder()

    async def send(message: Any) -> None:
        """Take it."""

    await guarded(app)(scope, None, send)  # type: ignore[arg-type]
    assert scope == before
    assert PRINCIPAL_KEY in app.scope


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"key": None}, "issuers="),
        ({"algorithms": []}, "a list of names"),
        ({"algorithms": "HS256"}, "a list of names"),
        ({"algorithms": ["none"]}, "none"),
        ({"algorithms": ["HS256", "RS256"]}, "RSA"),
        ({"algorithms": ["RS256"]}, "HS256"),
        ({"key": rsa_pair().public}, "RSA"),
        ({"key": rsa_pair().private, "algorithms": ["RS256"]}, "private"),
        ({"key": "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----", "algorithms": ["RS256"]}, "PEM"),
        ({"key": ""}, "secret"),
        ({"realm": 'a"b'}, "realm="),
        ({"app": 7}, "callable"),
    ],
    ids=lambda value: "" if isinstance(value, str) else ",".join(value),
)
def test_what_cannot_work_is_refused_at_start(options: dict[str, Any], why: str) -> None:
    """Not when the first request comes."""
    with pytest.raises(ConfigurationError, match=why):
        guarded(**options)
