"""Tokens and API keys at one door: each middleware leaves the other's credentials to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.middleware.auth import APIKeyMiddleware, JWTAuthMiddleware, new_key, require
from asgi_agent.scope import PRINCIPAL_KEY
from asgi_agent.testing import websocket_scope
from tests.middleware.auth.app import Recorder, ask, handshake
from tests.middleware.auth.issuer import SECRET, token

if TYPE_CHECKING:
    from collections.abc import Callable

KEY, ENTRY = new_key("billing")


def doors(order: str) -> tuple[Any, Recorder]:
    """An application for known callers behind both, in either order."""
    app = Recorder()
    inner: Any = require().around(app)
    for kind in reversed(order.split()):
        inner = (
            JWTAuthMiddleware(inner, key=SECRET, algorithms=["HS256"], required=False)
            if kind == "token"
            else APIKeyMiddleware(inner, keys={ENTRY.id: ENTRY}, required=False)
        )
    return inner, app


ORDERS = pytest.mark.parametrize("order", ["token key", "key token"])


@ORDERS
@pytest.mark.parametrize(
    ("name", "credential", "caller"),
    [
        ("authorization", lambda: f"Bearer {token()}", "u1"),
        ("authorization", lambda: f"Bearer {KEY}", "billing"),
        ("x-api-key", lambda: KEY, "billing"),
    ],
    ids=["token", "bearer", "key"],
)
async def test_either_lets_its_caller_in(
    order: str, name: str, credential: Callable[[], str], caller: str
) -> None:
    """Whichever stands outside."""
    door, app = doors(order)
    assert (await ask(door, (name, credential()))).status == 200
    assert app.scope[PRINCIPAL_KEY].id == caller


@ORDERS
async def test_either_lets_its_caller_in_on_a_websocket(order: str) -> None:
    """With the credential among the subprotocols, which the application does not see."""
    for credential, caller in ((token(), "u1"), (KEY, "billing")):
        door, app = doors(order)
        accepted = await handshake(door, websocket_scope(subprotocols=["bearer", credential, "chat"]))
        assert accepted["type"] == "websocket.accept"
        assert app.scope["subprotocols"] == ["chat"]
        assert app.scope[PRINCIPAL_KEY].id == caller


@ORDERS
@pytest.mark.parametrize(
    "credential",
    [
        token(exp=1),
        token("another-secret-of-sufficient-length-for-HS256"),
        "a.b.c",
        "x",
        KEY[:-1] + ("A" if KEY[-1] != "A" else "B"),
        new_key("billing")[0],
        f"{KEY}.",
    ],
    ids=["expired", "forged", "none", "short", "changed", "unknown", "longer"],
)
async def test_a_bad_one_of_either_kind_is_refused(order: str, credential: str) -> None:
    """And is not let in as nobody's."""
    door, app = doors(order)
    answer = await ask(door, ("authorization", f"Bearer {credential}"))
    assert (answer.status, app.scopes) == (401, [])
    denied = await handshake(door, websocket_scope(subprotocols=["bearer", credential]))
    assert (denied["status"], app.scopes) == (401, [])


@ORDERS
async def test_nobody_comes_in_without_either(order: str) -> None:
    """The guard inside says so."""
    door, app = doors(order)
    assert ((await ask(door)).status, app.scopes) == (401, [])
