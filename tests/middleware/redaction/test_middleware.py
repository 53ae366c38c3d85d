from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import PHIRedactionMiddleware
from asgi_agent.errors import ConfigurationError
from asgi_agent.middleware.correlation import CorrelationIdMiddleware
from asgi_agent.phi import LIMITED_DATA_SET, Label, Redactor
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, lifespan_scope, run_http
from tests.middleware.redaction.apps import JSON, NOTE, REDACTED, Recorder, ask, both_sides, encoded, get

if TYPE_CHECKING:
    from asgi_agent.middleware._types import Receive, Scope, Send
    from asgi_agent.redaction import RequestRedaction


class Claiming(Recorder):
    """An application that redacts by itself, as an agent does."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[REDACTION_KEY].claim()
        await super().__call__(scope, receive, send)


@pytest.mark.parametrize(
    "options",
    [
        {"inbound": "hide"},
        {"outbound": "reject"},
        {"unreadable": "guess"},
        {"max_body": 0},
        {"max_response": -1},
        {"max_body": "1 MiB"},
        {"max_response": 0.5},
        {"redactor": "safe_harbor"},
        {"vault": "vault/"},
        {"may_reveal": True},
        {"thread": "t1"},
        {"known": ["Zebra Ward"]},
        {"exempt": "/static"},
        {"policy": 3},
        {"policy": "safe_harbor", "redactor": Redactor()},
    ],
)
def test_an_option_that_cannot_work_is_refused(options: dict[str, Any]) -> None:
    """When the application is set up, not at its first request."""
    with pytest.raises(ConfigurationError):
        PHIRedactionMiddleware(Recorder(), **options)


@pytest.mark.parametrize("name", ["exempt", "thread", "known"])
def test_a_hook_that_would_have_to_be_awaited_is_refused(name: str) -> None:
    """Its coroutine is true: every request would be exempt. `may_reveal` alone is awaited."""

    async def hook(scope: Scope) -> None:
        """Say no."""

    class Hook:
        __call__ = staticmethod(hook)

    for given in (hook, Hook(), partial(hook)):
        with pytest.raises(ConfigurationError, match=f"{name}= is called and not awaited"):
            PHIRedactionMiddleware(Recorder(), **{name: given})  # type: ignore[arg-type]
    PHIRedactionMiddleware(Recorder(), may_reveal=hook)


@pytest.mark.parametrize("options", [{"inbound": "pseudonymise"}, {"outbound": "restore"}])
def test_tokens_are_kept_in_memory_where_no_vault_is_given(options: dict[str, Any]) -> None:
    """A vault of its own, for as long as the middleware lives; without tokens there is none."""
    assert PHIRedactionMiddleware(Recorder(), **options).vault is not None
    assert PHIRedactionMiddleware(Recorder()).vault is None


def test_an_application_is_a_callable() -> None:
    """Anything else is refused."""
    with pytest.raises(ConfigurationError):
        PHIRedactionMiddleware(object())  # type: ignore[arg-type]


async def test_an_application_of_asgi_2_is_adapted() -> None:
    """It is called in two steps."""

    class Double:
        def __init__(self, scope: Scope) -> None:
            self.scope = scope

        async def __call__(self, receive: Receive, send: Send) -> None:
            await Recorder(encoded({"note": NOTE}))(self.scope, receive, send)

    result = await run_http(PHIRedactionMiddleware(Double), http_scope())  # type: ignore[arg-type]
    assert result.json() == {"note": REDACTED}


async def test_a_lifespan_passes() -> None:
    """The application starts and stops as without the middleware."""
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((await receive())["type"])
        await send({"type": "lifespan.startup.complete"})
        seen.append((await receive())["type"])
        await send({"type": "lifespan.shutdown.complete"})

    async with ASGIConnection(both_sides(app), lifespan_scope()) as connection:
        await connection.put({"type": "lifespan.startup"})
        await connection.get()
        await connection.put({"type": "lifespan.shutdown"})
        await connection.wait()
    assert seen == ["lifespan.startup", "lifespan.shutdown"]


async def test_nothing_on_the_middleware_changes() -> None:
    """However many requests are served."""
    app = PHIRedactionMiddleware(Recorder(encoded({"note": NOTE})))
    before = dict(vars(app))
    await asyncio.gather(*(run_http(app, http_scope()) for _ in range(5)))
    assert vars(app) == before


async def test_the_policy_stands_in_the_scope_with_what_it_found() -> None:
    """For the agent and the audit log; no value is in it."""
    app = Recorder(encoded({"note": "SSN 219-09-9999"}))
    await ask(app, encoded({"note": NOTE}), JSON)
    policy: RequestRedaction = app.scope[REDACTION_KEY]
    assert (policy.inbound, policy.outbound, policy.begun, policy.claimed) == (
        "redact",
        "redact",
        True,
        False,
    )
    assert policy.counts == {Label.NAME: 1, Label.SSN: 2, Label.PHONE: 1, Label.EMAIL: 1}


async def test_an_agent_that_redacts_by_itself_gets_the_very_bytes() -> None:
    """And sends what it likes: pictures and all."""
    body = encoded({"note": NOTE})
    app = Claiming([b"\x89PNG", NOTE.encode()], b"image/png", (b"etag", b"x"))
    result = await ask(app, [body[:20], body[20:]], JSON)
    assert app.body == body
    assert result.body == b"\x89PNG" + NOTE.encode()
    assert result.header("etag") == ["x"]
    assert not app.scope[REDACTION_KEY].begun


async def test_an_agent_that_gets_a_form_gets_its_very_bytes() -> None:
    """Although that was read before the agent was asked."""
    app = Claiming(b"ok", b"text/plain")
    await ask(app, b"ssn=219-09-9999", (b"content-type", b"application/x-www-form-urlencoded"))
    assert app.body == b"ssn=219-09-9999"


async def test_a_layer_that_reads_the_body_first_does_not_lose_redaction() -> None:
    """What has begun on the wire goes on there, whoever claims it then."""

    async def reads_first(scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()

        async def again() -> Any:
            return message

        await inner(scope, again, send)

    inner = Claiming(encoded({"note": NOTE}))
    result = await ask(reads_first, encoded({"note": NOTE}), JSON)
    assert inner.body == encoded({"note": REDACTED})
    assert result.json() == {"note": REDACTED}


async def test_policies_may_be_nested() -> None:
    """Each does its own part; an agent claims all that have not begun."""
    inner = Recorder(encoded({"note": "DOB 03/12/1962, SSN 219-09-9999"}))
    limited = PHIRedactionMiddleware(inner, policy=LIMITED_DATA_SET)
    assert (await get(inner, policy=LIMITED_DATA_SET)).json() == {"note": "DOB 03/12/1962, SSN [SSN]"}
    assert (await run_http(PHIRedactionMiddleware(limited), http_scope())).json() == {
        "note": "DOB [DATE], SSN [SSN]"
    }
    claiming = Claiming(NOTE.encode(), b"text/plain")
    both = PHIRedactionMiddleware(PHIRedactionMiddleware(claiming))
    assert (await run_http(both, http_scope())).body == NOTE.encode()


async def test_an_exempt_request_passes_unread() -> None:
    """Static files, say."""
    app = Recorder(b"\x89PNG", b"image/png")
    result = await get(app, exempt=lambda scope: scope["path"] == "/")
    assert result.body == b"\x89PNG"
    assert REDACTION_KEY not in app.scope


@pytest.mark.parametrize(
    ("known", "shown"), [(["zyxwv"], "[ID]"), ("zyxwv", "[ID]"), ({"zyxwv": Label.NAME}, "[NAME]")]
)
async def test_what_the_host_knows_is_found(known: Any, shown: str) -> None:
    """Wherever it stands, in either direction; one text is one identifier, a mapping has the labels."""
    app = Recorder(encoded({"note": "the case of zyxwv again"}))
    options = {"known": lambda scope: known}
    result = await ask(app, encoded({"note": "about zyxwv please"}), JSON, options=options)
    assert json.loads(app.body) == {"note": f"about {shown} please"}
    assert result.json() == {"note": f"the case of {shown} again"}


async def test_a_host_may_know_nothing() -> None:
    """Of this request."""
    assert (await get(Recorder(encoded({"note": "zyxwv"})), known=lambda scope: None)).status == 200


async def test_a_redactor_of_the_hosts_is_used() -> None:
    """In place of the policy."""
    redactor = Redactor(LIMITED_DATA_SET, known=["zyxwv"])
    result = await get(Recorder(encoded({"note": "zyxwv, DOB 03/12/1962"})), redactor=redactor)
    assert result.json() == {"note": "[ID], DOB 03/12/1962"}


async def test_names_are_remembered_in_a_thread() -> None:
    """A surname that stands alone is found in a later request."""
    first, second = Recorder(b"{}"), Recorder(encoded({"note": "then Quillfeather went home"}))
    app = PHIRedactionMiddleware(first, thread=lambda scope: "t1")
    scope = http_scope(method="POST", headers=[JSON, (b"content-length", b"99")])
    await run_http(app, scope, encoded({"patient": {"name": "Anna Quillfeather"}}))
    app.app = second
    assert (await run_http(app, scope, b"{}")).json() == {"note": "then [NAME] went home"}


async def test_what_the_application_raises_passes() -> None:
    """Before anything was sent, so that the server answers 500."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("the application failed")

    with pytest.raises(RuntimeError, match="the application failed"):
        await ask(app)


async def test_a_refusal_carries_the_id_of_the_request() -> None:
    """Where an outer layer gave it one, so that client and logs can speak of it."""
    app = CorrelationIdMiddleware(PHIRedactionMiddleware(ASGIValidator(Recorder(b"x", b"image/png"))))
    result = await run_http(ASGIValidator(app), http_scope())
    assert [result.json()["request_id"]] == result.header("x-request-id")


async def test_a_refusal_is_made_by_no_middleware_of_the_hosts_only() -> None:
    """Without one it carries none."""
    assert "request_id" not in (await get(Recorder(b"x", b"image/png"))).json()


async def test_many_requests_at_once_see_only_their_own() -> None:
    """Sessions, names and counts are those of one request."""

    class Echo:
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            body = (await receive())["body"]
            await asyncio.sleep(0)
            await send({"type": "http.response.start", "status": 200, "headers": [JSON]})
            await send({"type": "http.response.body", "body": body})

    app = PHIRedactionMiddleware(Echo(), outbound="pass")
    scope = http_scope(method="POST", headers=[JSON, (b"content-length", b"99")])
    bodies = [encoded({"n": n, "a": f"SSN 219-09-{1000 + n}"}) for n in range(50)]
    results = await asyncio.gather(*(run_http(app, scope, body) for body in bodies))
    assert [result.json() for result in results] == [{"n": n, "a": "SSN [SSN]"} for n in range(50)]
