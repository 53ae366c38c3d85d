"""What a caller must have."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.errors import ConfigurationError, ForbiddenError, UnauthenticatedError
from asgi_agent.identity import Principal
from asgi_agent.middleware.auth import JWTAuthMiddleware, require
from asgi_agent.testing import websocket_scope
from tests.middleware.auth.app import Recorder, ask, ask_with, handshake
from tests.middleware.auth.issuer import SECRET, token


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        ({}, True),
        ({"scopes": ["read"]}, True),
        ({"scopes": ["read", "write"]}, True),
        ({"scopes": ["read", "admin"]}, False),
        ({"scopes": ["rea"]}, False),
        ({"roles": ["nurse", "physician"]}, True),
        ({"roles": ["physician"]}, False),
        ({"scopes": ["read"], "roles": ["physician"]}, False),
    ],
)
def test_all_scopes_and_one_role(wanted: dict[str, Any], passes: bool) -> None:
    """Whole names, compared as they are."""
    caller = Principal("u1", roles=("nurse",), scopes=("read", "write"))
    if passes:
        require(**wanted).check(caller)
    else:
        with pytest.raises(ForbiddenError) as caught:
            require(**wanted).check(caller)
        assert 'error="insufficient_scope"' in caught.value.headers["www-authenticate"]


def test_nobody_has_nothing() -> None:
    """Not even where nothing in particular is wanted."""
    with pytest.raises(UnauthenticatedError):
        require().check(None)


async def test_an_application_for_some_callers_alone() -> None:
    """403 for who is known, 401 for who is not, and a denied handshake."""
    app = require(scopes=["write"]).around(Recorder())
    behind = JWTAuthMiddleware(app, key=SECRET, algorithms=["HS256"], required=False)
    assert (await ask_with(behind, token(scope="write"))).status == 200
    refused = await ask_with(behind, token(scope="read"))
    assert refused.status == 403
    assert refused.header("www-authenticate") == ['Bearer error="insufficient_scope", scope="write"']
    assert (await ask(behind)).status == 401
    assert (await handshake(behind, websocket_scope()))["status"] == 401


@pytest.mark.parametrize("wanted", [{"scopes": "read write"}, {"roles": "nurse"}, {"scopes": [7]}])
def test_a_text_is_no_list(wanted: dict[str, Any]) -> None:
    """It would be read as its letters."""
    with pytest.raises(ConfigurationError):
        require(**wanted)


@pytest.mark.parametrize("scope", ["", "a b", 'a"b', "a\r\nb", "é"])
def test_a_scope_is_one_that_a_challenge_can_name(scope: str) -> None:
    """RFC 6749, 3.3."""
    with pytest.raises(ConfigurationError):
        require(scopes=[scope])
