"""The descriptor, the OpenAPI document and the page that shows it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import msgspec
import pytest
from litestar import Litestar, asgi
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.applications import Starlette
from starlette.routing import Mount

from asgi_agent import AgentASGI
from asgi_agent.events import RunEvent
from asgi_agent.protocols.description.links import mount_point, relative_to_mount
from asgi_agent.protocols.description.operations import OPERATIONS
from asgi_agent.protocols.native.operations import OPERATIONS as NATIVE
from asgi_agent.testing import http_scope
from asgi_agent.transport.routing import WEBSOCKET, Route, Router
from tests.asking import ask
from tests.protocols.described import PREFIX, agent, echo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Receive, Scope, Send

    from asgi_agent.testing import HTTPResult


async def get(path: str, server: Any = agent, **options: Any) -> HTTPResult:
    return await ask(server, "GET", path, **options)


async def served_document() -> dict[str, Any]:
    document: dict[str, Any] = (await get("/openapi.json")).json()
    return document


starlette = Starlette(routes=[Mount(PREFIX, agent)])


@pytest.fixture
def routed(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Method and path of every HTTP route that an app hands to its router."""
    found: set[tuple[str, str]] = set()

    class ListingRouter(Router[Any]):
        def __init__(self, routes: Sequence[Route[Any]]) -> None:
            found.update((route.method, route.path) for route in routes if route.method != WEBSOCKET)
            super().__init__(routes)

    monkeypatch.setattr("asgi_agent.app.Router", ListingRouter)
    AgentASGI(echo)
    return found


def litestar() -> Litestar:
    """A host that strips the prefix from the path and sets no root path."""

    @asgi("/agent", is_mount=True, copy_scope=True)
    async def mounted(scope: Scope, receive: Receive, send: Send) -> None:
        await agent(scope, receive, send)

    return Litestar([mounted], openapi_config=None)


# What a mounted app sees of a request, by host and server: path, raw path, root path; and where it is.
SEEN = {
    "at the root": ("/docs", b"/docs", "", ""),
    "starlette": ("/agent/docs", b"/agent/docs", "/agent", "/agent"),
    "starlette, uvicorn --root-path": ("/pre/agent/docs", b"/pre/agent/docs", "/pre/agent", "/pre/agent"),
    "hypercorn --root-path": ("/docs", b"/docs", "/pre", "/pre"),
    "litestar": ("/docs/", b"/agent/docs", "", "/agent"),
    "litestar, uvicorn --root-path": ("/docs/", b"/pre/agent/docs", "/pre", "/pre/agent"),
    "litestar, hypercorn --root-path": ("/docs/", b"/agent/docs", "/pre", "/pre/agent"),
    "a prefix that must be quoted": ("/a b/docs", b"/a%20b/docs", "/a b", "/a%20b"),
    "no raw path": ("/agent/docs", None, "/agent", "/agent"),
    "a raw path with the query": ("/agent/docs", b"/agent/docs?a=/b", "/agent", "/agent"),
}


class TestLinks:
    @pytest.mark.parametrize(("path", "raw", "root", "mount"), SEEN.values(), ids=SEEN)
    def test_the_mount_point_is_known_under_every_host(
        self, path: str, raw: bytes | None, root: str, mount: str
    ) -> None:
        """Hosts and servers tell it in different places."""
        assert mount_point(http_scope(path, raw_path=raw, root_path=root)) == mount

    def test_the_mount_point_is_known_where_starlette_puts_more_into_the_root_path_than_the_path(
        self,
    ) -> None:
        """As it is under `--root-path` on servers that leave the path alone."""
        scope = http_scope("/agent/docs", root_path="/pre/agent", app_root_path="/pre")
        assert mount_point(scope) == "/pre/agent"

    @pytest.mark.parametrize("path", ["/", "/agent", "/agent/", "/a/b", "/a/b/"])
    def test_links_of_the_mount_point_itself_are_right_with_and_without_a_slash(self, path: str) -> None:
        """A reference without a directory replaces the last segment."""
        scope = http_scope(path, root_path=path.rstrip("/"))
        there = urljoin(f"http://host{path}", relative_to_mount(scope, "openapi.json"))
        assert there == f"http://host{path.rstrip('/')}/openapi.json"

    @pytest.mark.parametrize("path", ["/agent/docs", "/agent/docs/", "/agent/graphs/x/invoke"])
    def test_links_of_deeper_routes_lead_up_to_the_mount_point(self, path: str) -> None:
        """However deep the route is."""
        scope = http_scope(path, root_path="/agent")
        there = urljoin(f"http://host{path}", relative_to_mount(scope, "openapi.json"))
        assert there == "http://host/agent/openapi.json"


class TestDescriptor:
    async def test_says_what_is_served(self) -> None:
        """Name, version, graphs and wires."""
        described = (await get("/")).json()
        assert (described["name"], described["version"]) == ("clinic", version("asgi-agent"))
        assert (described["graphs"], described["protocols"]) == (["echo", "words"], ["native"])

    @pytest.mark.parametrize("path", ["/agent", "/agent/"])
    @pytest.mark.parametrize("host", [starlette, litestar()], ids=["starlette", "litestar"])
    async def test_every_link_leads_to_a_route(self, host: Any, path: str) -> None:
        """Under a prefix, whether the host strips it or not."""
        answer = await get(path, host)
        if answer.status == 307:  # Starlette sends a client on to the path with the slash
            answer = await get(path := f"{path}/", host)
        for link in answer.json()["links"].values():
            assert (await get(urljoin(path, link), host)).status == 200, link

    async def test_links_to_nothing_that_is_switched_off(self) -> None:
        """Without docs there is neither a document nor a page, and no word of them."""
        bare = AgentASGI(echo, docs=False)
        assert set((await get("/", bare)).json()["links"]) == {"graphs", "health", "ready"}
        assert (await get("/openapi.json", bare)).status == 404
        assert (await get("/docs", bare)).status == 404


class TestDocument:
    async def test_is_valid_openapi(self) -> None:
        """By the meta-schema of OpenAPI 3.1 and by the rules beyond it."""
        document = await served_document()
        assert document["openapi"].startswith("3.1.")
        OpenAPIV31SpecValidator(document).validate()

    async def test_has_every_route(self, routed: set[tuple[str, str]]) -> None:
        """All that the router knows, but for websockets, which OpenAPI has no words for."""
        document = await served_document()
        described = {
            (method.upper(), path) for path, methods in document["paths"].items() for method in methods
        }
        assert described == routed

    def test_every_route_has_an_entry_and_every_entry_a_route(self, routed: set[tuple[str, str]]) -> None:
        """A route that was added brings its words, one that was removed takes them along."""
        assert {**NATIVE, **OPERATIONS}.keys() == routed

    async def test_every_operation_has_a_summary_and_an_id_of_its_own(self) -> None:
        """Clients are generated with one function for each id."""
        document = await served_document()
        operations = [entry for methods in document["paths"].values() for entry in methods.values()]
        assert all(entry["summary"] for entry in operations)
        assert len({entry["operationId"] for entry in operations}) == len(operations)

    async def test_names_the_graphs_that_exist(self) -> None:
        """As the values of the path parameter."""
        document = await served_document()
        parameter = document["paths"]["/graphs/{graph}/invoke"]["post"]["parameters"][0]
        assert parameter["schema"] == {"enum": ["echo", "words"]}

    async def test_every_reference_is_to_a_component_that_is_there(self) -> None:
        """And every component is referred to, but for the message of the websocket."""
        text = (await get("/openapi.json")).body.decode()
        document = msgspec.json.decode(text)
        referred = set(re.findall(r'"#/components/(\w+)/(\w+)"', text))
        there = {(kind, name) for kind, names in document["components"].items() for name in names}
        assert there - referred == {("schemas", "SocketMessage")}
        assert referred <= there

    async def test_says_when_to_try_again_where_the_server_may_be_full(self) -> None:
        """Of a 503 that is a problem; that of readiness has no such header."""
        document = await served_document()
        full = document["paths"]["/invoke"]["post"]["responses"]["503"]
        draining = document["paths"]["/ready"]["get"]["responses"]["503"]
        assert set(full["headers"]) == {"X-Request-ID", "Retry-After"}
        assert set(draining["headers"]) == {"X-Request-ID"}

    @pytest.mark.parametrize(
        ("media", "schema"),
        [("text/event-stream", "RunServerSentEvent"), ("application/x-ndjson", "RunEvent")],
    )
    async def test_both_framings_of_a_stream_are_described(self, media: str, schema: str) -> None:
        """With the schema of one event, and under the media type that is sent."""
        document = await served_document()
        content = document["paths"]["/stream"]["post"]["responses"]["200"]["content"]
        answer = await ask(agent, "POST", "/stream", {"input": 1}, headers=[(b"accept", media.encode())])
        assert answer.header("content-type")[0].partition(";")[0] == media
        assert content[media]["schema"]["$ref"].endswith(schema)

    async def test_a_line_of_ndjson_is_what_the_schema_says(self) -> None:
        """Field by field, with nothing that is not in the schema."""
        document = await served_document()
        fields = document["components"]["schemas"]["RunEvent"]["properties"].keys()
        accept = [(b"accept", b"application/x-ndjson")]
        lines = (await ask(agent, "POST", "/stream", {"input": 1}, headers=accept)).body.splitlines()
        assert all(msgspec.json.decode(line).keys() <= fields for line in lines)
        assert [msgspec.json.decode(line, type=RunEvent).type for line in lines][-1] == "run.finished"

    @pytest.mark.parametrize(
        ("host", "prefix", "server"),
        [(agent, "", "/"), (starlette, "/agent", "/agent"), (litestar(), "/agent", "/agent")],
    )
    async def test_the_server_is_where_the_app_is_mounted(self, host: Any, prefix: str, server: str) -> None:
        """With and without a slash at the end of the request's path."""
        for path in (f"{prefix}/openapi.json", f"{prefix}/openapi.json/"):
            assert (await get(path, host)).json()["servers"] == [{"url": server}]


class Page(HTMLParser):
    """What a browser would load, run and lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.inline: dict[str, str] = {}
        self.unlabelled: list[str] = []
        self._inside = ""
        self._in_label = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._inside = tag
        self._in_label = self._in_label or tag == "label"
        if tag in ("input", "select", "textarea") and not self._in_label:
            self.unlabelled.append(dict(attrs).get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
        self._in_label = self._in_label and tag != "label"

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style"):
            self.inline[self._inside] = self.inline.get(self._inside, "") + data


async def served_page(path: str = "/docs", server: Any = agent) -> tuple[Page, HTTPResult]:
    answer = await get(path, server)
    assert (answer.status, answer.header("content-type")) == (200, ["text/html; charset=utf-8"])
    return Page(answer.body.decode()), answer


class TestPage:
    async def test_runs_its_own_script_and_style_and_no_other(self) -> None:
        """The policy names them by what they hold."""
        page, answer = await served_page()
        (policy,) = answer.header("content-security-policy")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        for kind in ("script", "style"):
            digest = b64encode(sha256(page.inline[kind].encode()).digest()).decode()
            assert rules[f"{kind}-src"] == f"'sha256-{digest}'"

    async def test_loads_nothing_from_elsewhere(self) -> None:
        """No file of another origin, no file at all but the document."""
        page, _ = await served_page()
        loaded = {value for _, name, value in page.attributes if name in ("src", "href", "action", "srcset")}
        assert loaded == {"data:,", "openapi.json"}
        assert "http:" not in page.inline["script"] + page.inline["style"]
        assert "url(" not in page.inline["style"]

    async def test_has_no_event_handler_or_style_in_an_attribute(self) -> None:
        """The policy would keep them from working."""
        page, _ = await served_page()
        assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]

    @pytest.mark.parametrize("path", ["/agent/docs", "/agent/docs/"])
    @pytest.mark.parametrize("host", [starlette, litestar()], ids=["starlette", "litestar"])
    async def test_leads_to_the_document(self, host: Any, path: str) -> None:
        """Relative to itself, with and without a slash at its end."""
        page, _ = await served_page(path, host)
        links = {value for tag, name, value in page.attributes if (tag, name) == ("link", "href")}
        (document,) = links - {"data:,"}
        assert urljoin(path, document) == "/agent/openapi.json"

    async def test_names_every_control_of_its_form(self) -> None:
        """By a label around it or for it, so that a screen reader can say what it is."""
        page, _ = await served_page()
        labelled = [value for tag, name, value in page.attributes if (tag, name) == ("label", "for")]
        assert page.unlabelled == labelled != []

    async def test_a_head_request_gets_the_headers_alone(self) -> None:
        """With the length that the page has."""
        answer = await ask(agent, "HEAD", "/docs")
        assert answer.body == b""
        assert answer.header("content-length") == [str(len((await get("/docs")).body))]
