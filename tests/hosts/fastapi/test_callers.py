"""Whose executions are whose, by what the host's dependencies give."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from fastapi import Depends, Request
from fastapi.security import (
    APIKeyHeader,
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    OAuth2PasswordBearer,
)

from asgi_agent import Principal
from tests.hosts.fastapi.apps import GUARDED, Host

if TYPE_CHECKING:
    from pathlib import Path

UNTOLD = "no dependency tells who calls, so callers share executions; principal= takes one that does"
BEARER = HTTPBearer()
BASIC = HTTPBasic()


def name_of(request: Request) -> str:
    """The name that the request's bearer token says."""
    return request.headers["authorization"].removeprefix("Bearer ").split("-")[1]


def by_mail(request: Request) -> Any:
    """A user that has an address alone."""
    return SimpleNamespace(email=f"{name_of(request)}@example.org")


def by_id(request: Request) -> Any:
    """A user as a mapping of claims."""
    return {"sub": name_of(request)}


def locale() -> str:
    """What is the same for all."""
    return "en"


def tenant() -> dict[str, str]:
    """What is the same for all, and has an id."""
    return {"id": "clinic"}


def basic(credentials: Annotated[HTTPBasicCredentials, Depends(BASIC)]) -> HTTPBasicCredentials:
    """Gives on what the scheme took."""
    return credentials


def as_user(name: str, turn: int = 1) -> dict[str, Any]:
    """The header of a user's request; each token is another."""
    return {"headers": [(b"authorization", f"Bearer tok-{name}-{turn}".encode())]}


async def owner_of(host: Host, **request: Any) -> str:
    """Whose an execution is that the request asks for."""
    answer = await host.execute("Greeting", **request)
    record = await host.service.store.get(answer.json()["execution_id"])
    assert record is not None
    return record.owner


def digested(secret: str) -> str:
    """The owner that a secret makes."""
    return Principal("token:" + hashlib.sha256(secret.encode()).hexdigest()[:32]).owner


@pytest.mark.parametrize(
    "guards",
    [
        [Depends(BEARER)],
        [BEARER],
        [Depends(by_mail)],
        [Depends(locale), Depends(by_id)],
        [Depends(locale), Depends(BEARER)],
        [Depends(OAuth2PasswordBearer("t")), Depends(by_id)],
    ],
)
async def test_nobody_gets_at_anothers_execution(tmp_path: Path, guards: list[Any]) -> None:
    """Neither to see it nor to answer its question, whatever guards the routes."""
    host = Host(tmp_path, dependencies=guards)
    asked = (await host.execute("Asking", **as_user("ada"))).json()
    path = f"/executions/{asked['execution_id']}"
    assert (await host.ask("GET", path, **as_user("bob"))).status == 404
    assert (await host.ask("POST", f"{path}/resume", {"resume": True}, **as_user("bob"))).status == 404
    assert (await host.ask("POST", f"{path}/resume", {"resume": True}, **as_user("ada"))).status == 200


@pytest.mark.parametrize("scheme", [BEARER, OAuth2PasswordBearer("t")])
async def test_a_secret_is_digested(tmp_path: Path, scheme: Any) -> None:
    """It owns what was executed with it, and does not stand in the audit log."""
    host = Host(tmp_path, dependencies=[Depends(scheme)], audit_log=tmp_path / "audit")
    assert await owner_of(host, **as_user("ada")) == digested("tok-ada-1")
    written = b"".join(file.read_bytes() for file in (tmp_path / "audit").glob("*.jsonl"))
    assert b"token:" in written
    assert b"tok-ada-1" not in written


async def test_a_key_in_a_header_is_a_secret(tmp_path: Path) -> None:
    """As a scheme of FastAPI's takes it."""
    host = Host(tmp_path, dependencies=[Depends(locale), Depends(APIKeyHeader(name="x-our-key"))])
    assert await owner_of(host, headers=[(b"x-our-key", b"secret")]) == digested("secret")


@pytest.mark.parametrize("guard", [BASIC, basic])
async def test_basic_credentials_tell_a_name(tmp_path: Path, guard: Any) -> None:
    """And hand on no password, also where a dependency gives them on."""
    host = Host(tmp_path, dependencies=[Depends(guard)])
    header = (b"authorization", b"Basic " + b64encode(b"ada:secret"))
    assert await owner_of(host, headers=[header]) == Principal("ada").owner


async def test_a_user_keeps_executions_when_the_token_changes(tmp_path: Path) -> None:
    """Whom a dependency gives goes before the token that it was told by."""
    host = Host(tmp_path, dependencies=[Depends(OAuth2PasswordBearer("t")), Depends(by_id)])
    owners = {await owner_of(host, **as_user("ada", turn)) for turn in (1, 2)}
    assert owners == {Principal("ada").owner}


@pytest.mark.parametrize(
    "guards",
    [
        [Depends(tenant), Depends(by_id)],
        [Depends(by_id), Depends(tenant)],
        [Depends(locale), Depends(name_of)],
    ],
)
async def test_several_who_differ_are_refused(
    tmp_path: Path, guards: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Since the wrong one might be everybody; the log tells the way out, which works."""
    refused = await Host(tmp_path, dependencies=guards).execute("Greeting", **as_user("ada"))
    assert refused.status == 500
    faults = [getattr(record, "fault", "") for record in caplog.records]
    assert "dependencies tell of different callers; principal= takes the one that goes" in faults
    named = Host(tmp_path, dependencies=guards, principal=Depends(by_id))
    assert await owner_of(named, **as_user("ada")) == Principal("ada").owner


async def test_the_same_caller_may_be_told_twice(tmp_path: Path) -> None:
    """By one who says the role, and one who says who it is."""
    host = Host(tmp_path, dependencies=[Depends(by_id), Depends(lambda: None), Depends(name_of), *GUARDED])
    assert await owner_of(host, user="ada", **as_user("ada")) == Principal("ada").owner


@pytest.mark.parametrize(
    "nobody",
    [Depends(lambda: SimpleNamespace(is_authenticated=False)), Depends(HTTPBearer(auto_error=False))],
)
async def test_a_text_is_nobody_where_nobody_is_logged_in(tmp_path: Path, nobody: Any) -> None:
    """Who is anonymous becomes no user by the language."""
    assert await owner_of(Host(tmp_path, dependencies=[Depends(locale), nobody])) == ""


async def test_one_warning_tells_that_nobody_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """However many requests there are; and none where a guard gives nothing."""
    silent = Host(tmp_path, dependencies=[Depends(lambda: None)])
    assert await owner_of(silent) == ""
    assert UNTOLD not in caplog.messages
    host = Host(tmp_path, dependencies=[Depends(object), Depends(lambda: None)])
    assert [await owner_of(host) for _ in range(3)] == ["", "", ""]
    assert caplog.messages.count(UNTOLD) == 1


async def test_a_principal_without_an_id_is_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And the log says why."""
    host = Host(tmp_path, principal=lambda: SimpleNamespace(name="Ada Smith"))
    assert (await host.execute("Greeting")).status == 500
    (fault,) = (record.fault for record in caplog.records if hasattr(record, "fault"))
    assert "cannot tell the id of a user of type SimpleNamespace" in fault
    assert "Smith" not in fault


@pytest.mark.parametrize("scheme", [BEARER, OAuth2PasswordBearer("t"), Depends(BEARER)])
async def test_a_scheme_may_be_the_principal(tmp_path: Path, scheme: Any) -> None:
    """By the digest of what it took."""
    assert await owner_of(Host(tmp_path, principal=scheme), **as_user("ada")) == digested("tok-ada-1")


async def test_credentials_that_a_dependency_has_judged_are_a_secret(tmp_path: Path) -> None:
    """Whoever gives them on."""

    def judged(found: Annotated[HTTPAuthorizationCredentials, Depends(BEARER)]) -> Any:
        return found

    host = Host(tmp_path, dependencies=[Depends(judged)])
    assert await owner_of(host, **as_user("ada")) == digested("tok-ada-1")
