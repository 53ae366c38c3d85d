"""Redaction and the audit log around AgentFlow's wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI, AuditLogMiddleware, Principal
from asgi_agent.phi.vault import Vault, VaultScope
from asgi_agent.redaction.memory import ThreadMemory
from asgi_agent.testing import MemoryAudit
from tests.asking import ask
from tests.graphs.agentflow.support import compiled, echo, utils
from tests.protocols.agentflow.apps import Ward, admit, bearer
from tests.redaction.around import Around

if TYPE_CHECKING:
    from asgi_agent.testing import HTTPResult

SSN = "219-09-9999"
ANN = [(b"authorization", b"Bearer ann")]
NDJSON = [*ANN, (b"accept", b"application/x-ndjson, application/json")]


async def question(state: Any, config: dict[str, Any]) -> str:
    return f"answered {utils.interrupt({'ssn': SSN}, reason='approval')}"


class App:
    """A graph's app behind a policy."""

    def __init__(self, graph: Any, **policy: Any) -> None:
        self.graph = graph
        self.app = Around(AgentASGI(graph, protocols=("agentflow",), principal=bearer), **policy)

    async def ask(self, method: str, path: str, body: Any = None, headers: Any = None) -> HTTPResult:
        return await ask(self.app, method, path, body, headers=headers or ANN)

    async def say(self, verb: str = "invoke", **about: Any) -> HTTPResult:
        message = {"role": "user", "content": [{"type": "text", "text": f"Her SSN is {SSN}."}]}
        body = {"messages": [message], "config": {"thread_id": "t"}, **about}
        return await self.ask("POST", f"/v1/graph/{verb}", body, NDJSON)

    def stored(self) -> str:
        return str(vars(self.graph._checkpointer))


@pytest.mark.parametrize("verb", ["invoke", "stream"])
@pytest.mark.parametrize("granularity", ["low", "partial", "full"])
async def test_a_run_says_nothing_that_the_policy_hides(verb: str, granularity: str) -> None:
    """In messages, context, state and chunks; the graph has the real values."""
    app = App(compiled({"echo": echo}), inbound="pass")
    answer = await app.say(verb, response_granularity=granularity)
    assert answer.status == 200
    assert SSN in app.stored()
    assert SSN.encode() not in answer.body
    assert b"Her SSN is" in answer.body


@pytest.mark.parametrize("path", ["/v1/threads/t/state", "/v1/threads/t/messages"])
async def test_what_is_stored_is_shown_without_what_the_policy_hides(path: str) -> None:
    """Ids and times stay what they are, so that a client finds its messages again."""
    app = App(compiled({"echo": echo}), inbound="pass")
    bare = App(compiled({"echo": echo}), inbound="pass", outbound="pass")
    bare.graph, bare.app.app = app.graph, app.app.app
    await app.say()
    shown, real = [(await one.ask("GET", path)).json()["data"] for one in (app, bare)]
    assert SSN in str(real)
    assert SSN not in str(shown)
    messages = [data.get("messages") or data["state"]["context"] for data in (shown, real)]
    for name in ("message_id", "role", "timestamp"):
        assert [one[name] for one in messages[0]] == [one[name] for one in messages[1]]


async def test_one_message_and_a_mended_state_are_shown_the_same_way() -> None:
    """Every route that hands out what is stored."""
    app = App(compiled({"echo": echo}), inbound="pass")
    await app.say()
    first = (await app.ask("GET", "/v1/threads/t/messages")).json()["data"]["messages"][0]["message_id"]
    for answer in (
        await app.ask("GET", f"/v1/threads/t/messages/{first}"),
        await app.ask("POST", "/v1/graph/fix", {"thread_id": "t"}),
    ):
        assert answer.status == 200
        assert SSN.encode() not in answer.body


async def test_what_is_searched_for_is_what_is_shown() -> None:
    """A search must not tell that a hidden value is there."""
    app = App(compiled({"echo": echo}), inbound="pass")
    await app.say()
    for words, count in ((SSN, 0), ("Her", 2)):
        scope = {"query_string": f"search={words}".encode()}
        answer = await ask(app.app, "GET", "/v1/threads/t/messages", headers=ANN, scope=scope)
        assert len(answer.json()["data"]["messages"]) == count


async def test_nothing_is_stored_that_the_policy_takes_out() -> None:
    """Neither by a run nor by changing the state or adding messages."""
    app = App(compiled({"admit": admit}, state=Ward()), inbound="redact")
    await app.say()
    await app.ask("PUT", "/v1/threads/t/state", {"state": {"note": f"SSN {SSN}"}})
    added = {"messages": [{"role": "user", "content": f"SSN {SSN}"}]}
    assert (await app.ask("POST", "/v1/threads/t/messages", added)).status == 200
    assert SSN not in app.stored()
    assert "SSN" in app.stored()


async def test_what_the_policy_rejects_is_refused_in_the_wires_words() -> None:
    """For runs and for changes alike, without an echo."""
    app = App(compiled({"admit": admit}, state=Ward()), inbound="reject")
    message = {"role": "user", "content": "hello"}
    await app.ask("POST", "/v1/graph/invoke", {"messages": [message], "config": {"thread_id": "t"}})
    for answer in (
        await app.say(),
        await app.say("stream"),
        await app.ask("PUT", "/v1/threads/t/state", {"state": {"note": f"SSN {SSN}"}}),
    ):
        assert (answer.status, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
        assert SSN.encode() not in answer.body


async def test_a_caller_who_may_see_real_values_gets_them_of_what_is_stored() -> None:
    """The store has tokens; the tokens of a thread are restored when it is read."""
    allowed = Vault()
    app = App(
        compiled({"echo": echo}),
        inbound="pseudonymise",
        outbound="restore",
        vault=allowed,
        may_reveal=lambda principal, run: principal.id == "ann",
    )
    await app.say()
    assert SSN not in app.stored()
    answer = await app.ask("GET", "/v1/threads/t/messages")
    assert SSN.encode() in answer.body


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_a_thread_that_is_deleted_takes_its_values_with_it(*, elsewhere: bool) -> None:
    """Unless another graph has stored something under that name, which may have the same tokens in it."""
    vault, memory = Vault(), ThreadMemory()
    options: dict[str, Any] = {"inbound": "pseudonymise", "outbound": "restore", "vault": vault}
    graphs = {"first": compiled({"echo": echo}), "second": compiled({"echo": echo})}
    app = App(graphs["first"], memory=memory, **options)
    app.app.app = AgentASGI(graphs, protocols=("agentflow",), principal=bearer)
    message = {"role": "user", "content": "Her mother is Zbigniewa Kowalczyk."}
    for graph in ("first", "second") if elsewhere else ("first",):
        body = {"messages": [message], "config": {"thread_id": "t"}}
        assert (await app.ask("POST", f"/graphs/{graph}/v1/graph/invoke", body)).status == 200
    kept = vault.open(VaultScope(Principal("ann").owner, "t"))
    assert (len(kept), len(memory)) == (1, 1)
    assert (await app.ask("DELETE", "/v1/threads/t")).status == 200
    kept.refresh()
    assert (len(kept), len(memory)) == ((1, 1) if elsewhere else (0, 0))


async def test_a_question_is_asked_without_what_the_policy_hides() -> None:
    """In the answer of a run and in a stream."""
    app = App(compiled({"ask": question}))
    for verb in ("invoke", "stream"):
        body = {"messages": [{"role": "user", "content": "x"}], "config": {"thread_id": verb}}
        answer = await app.ask("POST", f"/v1/graph/{verb}", body, NDJSON)
        assert b"approval" in answer.body
        assert SSN.encode() not in answer.body


async def test_the_audit_log_has_runs_and_reads() -> None:
    """A run by its graph, a read by its route; neither with what was said."""
    store = MemoryAudit()
    agent = AgentASGI({"echo": compiled({"echo": echo})}, protocols=("agentflow",), principal=bearer)
    app = AuditLogMiddleware(agent, log=store)
    message = {"role": "user", "content": f"SSN {SSN}"}
    body = {"messages": [message], "config": {"thread_id": "t"}}
    assert (await ask(app, "POST", "/v1/graph/invoke", body, headers=ANN)).status == 200
    assert (await ask(app, "GET", "/v1/threads/t/messages", headers=ANN)).status == 200
    written = msgspec.json.encode(store.records).decode()
    assert {record.event.type for record in store.records} >= {"agent.run", "http.request"}
    assert "/v1/threads/{thread_id}/messages" in written
    assert SSN not in written
