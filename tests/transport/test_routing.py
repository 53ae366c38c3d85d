"""The route that a request means, under every way in which hosts and servers spell a mount."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from litestar import Litestar, asgi
from starlette.applications import Starlette
from starlette.routing import Mount

from asgi_agent.errors import MethodNotAllowedError, NotFoundError
from asgi_agent.testing import http_scope, run_http
from asgi_agent.transport.routing import WEBSOCKET, Route, Router, route_path


async def nowhere(exchange: Any) -> None:
    """An endpoint that only stands in a table."""


def a_router(*paths: str) -> Router[Any]:
    return Router(
        [Route(method, path, nowhere) for method, _, path in (line.partition(" ") for line in paths)]
    )


ROUTER = a_router(
    "GET /",
    "POST /invoke",
    f"{WEBSOCKET} /ws",
    "GET /graphs",
    "GET /graphs/{graph}",
    "POST /graphs/{graph}/invoke",
    "GET /runs/search",
    "GET /runs/{run_id}",
    "DELETE /runs/{id}",
    "POST /runs/{run_id}/cancel",
)

SCOPES = {
    # app at the root
    "root": ({"path": "/t"}, "/t"),
    "root without the key": ({"path": "/t", "omit": ["root_path"]}, "/t"),
    "root, uvicorn --root-path": ({"path": "/pre/t", "root_path": "/pre"}, "/t"),
    "root, other servers --root-path": ({"path": "/t", "root_path": "/pre"}, "/t"),
    "root, root path with a slash": ({"path": "/pre/t", "root_path": "/pre/"}, "/t"),
    "root, root path is a slash": ({"path": "/t", "root_path": "/"}, "/t"),
    # mounted by Starlette or FastAPI
    "mount": ({"path": "/agent/t", "root_path": "/agent", "app_root_path": ""}, "/t"),
    "mount, uvicorn --root-path": (
        {"path": "/pre/agent/t", "root_path": "/pre/agent", "app_root_path": "/pre"},
        "/t",
    ),
    "mount, other servers --root-path": (
        {"path": "/agent/t", "root_path": "/pre/agent", "app_root_path": "/pre"},
        "/t",
    ),
    "nested mounts": ({"path": "/a/b/t", "root_path": "/a/b", "app_root_path": ""}, "/t"),
    "nested mounts, other servers": (
        {"path": "/a/b/t", "root_path": "/pre/a/b", "app_root_path": "/pre"},
        "/t",
    ),
    # Litestar strips the prefix and adds a slash
    "litestar": ({"path": "/t/", "root_path": "", "raw_path": b"/agent/t"}, "/t"),
    # hypercorn's dispatcher also matches the bare prefix
    "dispatcher": ({"path": "/agent/t", "root_path": "/agent"}, "/t"),
    "dispatcher, bare": ({"path": "/agent", "root_path": "/agent"}, "/"),
    # the edges of the mount point
    "mount point": ({"path": "/agent", "root_path": "/agent"}, "/"),
    "mount point with a slash": ({"path": "/agent/", "root_path": "/agent"}, "/"),
    "trailing slash": ({"path": "/agent/t/", "root_path": "/agent"}, "/t"),
    "no slash at all": ({"path": "", "root_path": ""}, "/"),
    "prefix of the text only": ({"path": "/agentx/t", "root_path": "/agent"}, "/agentx/t"),
    "route named like the mount": ({"path": "/t/t", "root_path": "/t"}, "/t"),
    "slashes before": ({"path": "/agent//t", "root_path": "/agent"}, "/t"),
    "slashes within": ({"path": "/agent/t//u", "root_path": "/agent"}, "/t//u"),
    "percent": ({"path": "/agent/a b%", "root_path": "/agent"}, "/a b%"),
}


@pytest.mark.parametrize("name", SCOPES)
def test_the_route_path_is_what_is_below_the_mount(name: str) -> None:
    """Whichever of `path` and `root_path` holds the prefix."""
    changes, expected = SCOPES[name]
    assert route_path(http_scope(**changes)) == expected  # type: ignore[arg-type]


class Recorder:
    """An app that notes its route paths and answers nothing much."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.paths.append(route_path(scope))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize(
    ("path", "root_path"), [("/agent/t", ""), ("/pre/agent/t", "/pre"), ("/agent/t", "/pre")]
)
async def test_starlettes_own_mount(path: str, root_path: str) -> None:
    """As its `Mount` really writes the scope, under each server's view of a root path."""
    recorder = Recorder()
    app = Starlette(routes=[Mount("/agent", app=recorder)])
    await run_http(app, http_scope(path, root_path=root_path))
    assert recorder.paths == ["/t"]


async def test_starlettes_nested_mounts() -> None:
    """The second mount sees what the first one wrote."""
    recorder = Recorder()
    inner = Mount("/a", app=Starlette(routes=[Mount("/b", app=recorder)]))
    await run_http(Starlette(routes=[inner]), http_scope("/pre/a/b/t", root_path="/pre"))
    assert recorder.paths == ["/t"]


async def test_litestars_own_mount() -> None:
    """As Litestar really writes the scope: the prefix is gone from the path."""
    recorder = Recorder()

    @asgi("/agent", is_mount=True, copy_scope=True)
    async def mounted(scope: Any, receive: Any, send: Any) -> None:
        await recorder(scope, receive, send)

    app = Litestar([mounted])
    for path in ("/agent/t", "/agent/t/", "/agent"):
        await run_http(app, http_scope(path))
    assert recorder.paths == ["/t", "/t", "/"]


@pytest.mark.parametrize(
    ("method", "path", "template", "params"),
    [
        ("GET", "/", "/", {}),
        ("POST", "/invoke", "/invoke", {}),
        ("POST", "/invoke/", "/invoke", {}),
        ("HEAD", "/graphs", "/graphs", {}),
        ("GET", "/graphs/a", "/graphs/{graph}", {"graph": "a"}),
        ("POST", "/graphs/a.b/invoke", "/graphs/{graph}/invoke", {"graph": "a.b"}),
        ("GET", "/graphs/{}", "/graphs/{graph}", {"graph": "{}"}),
        ("GET", "/graphs/{graph}", "/graphs/{graph}", {"graph": "{graph}"}),
        ("GET", "/runs/search", "/runs/search", {}),
        ("GET", "/runs/x", "/runs/{run_id}", {"run_id": "x"}),
        ("DELETE", "/runs/x", "/runs/{id}", {"id": "x"}),
        ("POST", "/runs/x/cancel", "/runs/{run_id}/cancel", {"run_id": "x"}),
        (WEBSOCKET, "/ws", "/ws", {}),
    ],
)
def test_a_route_is_found(method: str, path: str, template: str, params: dict[str, str]) -> None:
    """Literal segments win, and each route names its parameters as it likes."""
    route, found = ROUTER.find(method, path)
    assert (route.path, found) == (template, params)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/invoke/more",
        "/graphs//invoke",
        "/graphs/a/b",
        "/runs//cancel",
        "/{}",
        "/{name}",
        "/a//b",
    ],
)
def test_other_paths_do_not_exist(path: str) -> None:
    """An empty segment is no parameter's value, and braces are nothing special."""
    with pytest.raises(NotFoundError):
        ROUTER.find("GET", path)
    with pytest.raises(NotFoundError):
        ROUTER.allowed(path)


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/", "GET, HEAD, OPTIONS"),
        ("/invoke", "OPTIONS, POST"),
        ("/runs/x", "DELETE, GET, HEAD, OPTIONS"),
        ("/ws", "OPTIONS"),
    ],
)
def test_another_method_is_told_which_there_are(path: str, allow: str) -> None:
    """405 and `OPTIONS` list the same methods."""
    with pytest.raises(MethodNotAllowedError) as caught:
        ROUTER.find("PATCH", path)
    assert caught.value.headers == {"allow": allow}
    assert ", ".join(ROUTER.allowed(path)) == allow


def test_no_http_method_reaches_a_websocket() -> None:
    """The mark of a websocket's route is not a token, which is what RFC 9110 calls a method."""
    assert not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", WEBSOCKET)
    with pytest.raises(MethodNotAllowedError):
        ROUTER.find("WEBSOCKET", "/ws")


segments = (
    st.sampled_from(["", "{}", "{name}", "{graph}", "graphs", "invoke", "runs", "ws", ".."]) | st.text()
)


@given(st.lists(segments).map("/".join), st.sampled_from(["GET", "HEAD", "POST", "DELETE", WEBSOCKET, ""]))
@example("graphs/{}/{}", "GET")
@example("////", "GET")
def test_no_path_is_too_strange(path: str, method: str) -> None:
    """Any path is a route, no route, or a route under another method."""
    try:
        route, params = ROUTER.find(method, route_path(http_scope("/" + path)))
    except (NotFoundError, MethodNotAllowedError):
        return
    names = re.findall(r"{(\w+)}", route.path)
    assert list(params) == names
    assert all(params.values())
    assert route.path.format(**params) == "/" + path.strip("/")
