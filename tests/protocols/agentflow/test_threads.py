"""What is stored of threads, over AgentFlow's wire: whose it is, and how it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentASGI
from tests.asking import ask
from tests.graphs.agentflow.support import END, SECRET, calls, compiled, echo, graphs
from tests.protocols.agentflow.apps import Ward, admit, bearer, with_remote_tools

if TYPE_CHECKING:
    from asgi_agent.testing import HTTPResult

THREAD = "/v1/threads/t"


class App:
    """An app of its own for each test, and what its callers ask of it."""

    def __init__(self, graph: Any, **options: Any) -> None:
        self.graph = graph
        self.agent = AgentASGI(graph, protocols=("agentflow",), **{"principal": bearer, **options})

    async def ask(self, method: str, path: str, body: Any = None, *, who: str = "ann") -> HTTPResult:
        headers = [(b"authorization", b"Bearer " + who.encode())] if who else []
        path, _, query = path.partition("?")
        scope = {"query_string": query.encode()}
        return await ask(self.agent, method, path, body, headers=headers, scope=scope)

    async def get(self, path: str, **about: Any) -> Any:
        answer = await self.ask("GET", path, **about)
        assert answer.status == 200, answer.body
        return answer.json()["data"]

    async def say(self, text: Any = "hello", thread: str = "t", *, who: str = "ann") -> Any:
        message = {"role": "user", "content": [{"type": "text", "text": text}]}
        body = {"messages": [message], "config": {"thread_id": thread}}
        answer = await self.ask("POST", "/v1/graph/invoke", body, who=who)
        assert answer.status == 200, answer.body
        return answer.json()["data"]


@pytest.fixture
def app() -> App:
    return App(compiled({"echo": echo}))


@pytest.fixture
def ward() -> App:
    return App(compiled({"admit": admit}, state=Ward()))


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return ["".join(block.get("text", "") for block in message["content"]) for message in messages]


EVERY = [
    ("GET", THREAD, None),
    ("DELETE", THREAD, {}),
    ("GET", f"{THREAD}/state", None),
    ("PUT", f"{THREAD}/state", {"state": {"beds": 9}}),
    ("DELETE", f"{THREAD}/state", None),
    ("GET", f"{THREAD}/messages", None),
    ("POST", f"{THREAD}/messages", {"messages": [{"role": "user", "content": "x"}]}),
    ("GET", f"{THREAD}/messages/m", None),
    ("DELETE", f"{THREAD}/messages/m", None),
    ("POST", "/v1/graph/fix", {"thread_id": "t"}),
]


class TestOwnership:
    @pytest.mark.parametrize(("method", "path", "body"), EVERY, ids=lambda part: str(part))
    async def test_anothers_thread_reads_as_if_there_were_none(
        self, ward: App, method: str, path: str, body: Any
    ) -> None:
        """The same answer, but for the id of the request and the time; nothing of the thread changes."""
        await ward.say()
        before = await ward.get(f"{THREAD}/state")
        elsewhere = {"thread_id": "no"} if path == "/v1/graph/fix" else body
        nothing = await ward.ask(method, path.replace(THREAD, "/v1/threads/no"), elsewhere)
        for who in ("bob", ""):
            anothers = await ward.ask(method, path, body, who=who)
            assert (anothers.status, anothers.json()["error"]) == (404, nothing.json()["error"])
        assert await ward.get(f"{THREAD}/state") == before

    async def test_everybody_sees_their_own_threads(self, app: App) -> None:
        """And the record of a thread says nothing of how its owner is marked."""
        await app.say(thread="anns")
        await app.say(thread="bobs", who="bob")
        await app.say(thread="nobodys", who="")
        for who in ("ann", "bob"):
            [found] = (await app.get("/v1/threads", who=who))["threads"]
            assert (found["thread_id"], found["user_id"], found["metadata"]) == (f"{who}s", who, {})

    async def test_a_thread_that_the_host_chooses_is_the_only_one(self) -> None:
        """`thread_id=` maps a caller to a thread; others of theirs are out of reach."""
        app = App(compiled({"echo": echo}), thread_id=lambda request: "chosen")
        await app.say(thread="t")
        assert [one["thread_id"] for one in (await app.get("/v1/threads"))["threads"]] == ["chosen"]
        assert (await app.ask("GET", THREAD)).status == 404
        assert texts((await app.get("/v1/threads/chosen/messages"))["messages"]) == ["hello", "echo hello"]

    @pytest.mark.parametrize("name", ["..", "a b", "%00", "-x", "x" * 129])
    async def test_what_no_thread_is_called_is_not_found(self, app: App, name: str) -> None:
        """The store is not asked."""
        assert (await app.ask("GET", f"/v1/threads/{name}/state")).status == 404


class TestListing:
    async def test_a_page_is_a_part_of_the_list(self, app: App) -> None:
        """By offset and limit."""
        for number in range(5):
            await app.say(thread=f"t{number}")
        found = (await app.get("/v1/threads?offset=1&limit=2"))["threads"]
        assert [one["thread_id"] for one in found] == ["t1", "t2"]

    async def test_words_are_searched_for(self, app: App) -> None:
        """In what is said as well, in any case."""
        await app.say("Where is Lee")
        await app.say("and Kim?")
        found = (await app.get(f"{THREAD}/messages?search=LEE"))["messages"]
        assert texts(found) == ["Where is Lee", "echo Where is Lee"]

    @pytest.mark.parametrize(
        "query", ["offset=-1", "limit=0", "limit=1001", "limit=x", "offset=" + "9" * 5000]
    )
    async def test_a_page_that_is_none_is_refused(self, app: App, query: str) -> None:
        """Without an echo."""
        answer = await app.ask("GET", f"/v1/threads?{query}")
        assert (answer.status, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")

    async def test_a_thread_id_may_be_a_number(self, app: App) -> None:
        """As in some of the client's types."""
        message = {"role": "user", "content": "hello"}
        body = {"messages": [message], "config": {"thread_id": 7}}
        assert (await app.ask("POST", "/v1/graph/invoke", body)).json()["data"]["meta"]["thread_id"] == "7"
        assert (await app.get("/v1/threads/7"))["thread_data"]["thread"]["thread_id"] == "7"


class TestState:
    async def test_fields_of_the_application_are_changed(self, ward: App) -> None:
        """The next run finds them."""
        await ward.say()
        answer = await ward.ask("PUT", f"{THREAD}/state", {"state": {"beds": 4}})
        assert answer.json()["data"]["state"]["beds"] == 4
        assert texts((await ward.say())["messages"]) == ["4 beds for hello"]

    async def test_what_was_said_and_where_the_graph_stands_are_not_the_clients_to_set(
        self, ward: App
    ) -> None:
        """A client that sends back the whole state changes its own fields alone."""
        await ward.say()
        state = (await ward.get(f"{THREAD}/state"))["state"]
        forged = {**state, "context": [], "execution_meta": {"current_node": "x"}, "beds": 2}
        await ward.ask("PUT", f"{THREAD}/state", {"state": forged})
        assert (await ward.get(f"{THREAD}/state"))["state"] == {**state, "beds": 2}

    async def test_a_value_that_does_not_fit_changes_nothing(self, ward: App) -> None:
        """Not even the fields beside it, and it is not echoed."""
        await ward.say()
        before = await ward.get(f"{THREAD}/state")
        answer = await ward.ask("PUT", f"{THREAD}/state", {"state": {"note": "x", "beds": SECRET}})
        assert answer.status == 422
        assert SECRET.encode() not in answer.body
        assert answer.json()["error"]["details"][0]["loc"] == ["body", "state", "beds"]
        assert await ward.get(f"{THREAD}/state") == before

    async def test_a_cleared_state_begins_anew(self, ward: App) -> None:
        """The thread stays the caller's; its state is none, or as it was at first."""
        await ward.say()
        assert (await ward.ask("DELETE", f"{THREAD}/state")).status == 200
        state = (await ward.get(f"{THREAD}/state"))["state"] or {}
        assert not state.get("context")
        await ward.say()
        assert len((await ward.get(f"{THREAD}/state"))["state"]["context"]) == 2

    async def test_a_thread_is_left_alone_while_a_run_is_in_flight(self, ward: App) -> None:
        """Whoever changes it meanwhile is told that it is busy, and it changes nothing."""
        await ward.say()
        before = await ward.get(f"{THREAD}/state")
        with ward.agent.service.hold("t"):
            for method, path, body in EVERY:
                if method != "GET" and "/m" not in path.removeprefix(THREAD + "/messages"):
                    answer = await ward.ask(method, path, body)
                    assert (answer.status, answer.json()["error"]["code"]) == (409, "THREAD_BUSY"), path
        assert await ward.get(f"{THREAD}/state") == before

    async def test_a_deleted_thread_is_gone_with_all_that_was_said(self, app: App) -> None:
        """From the store as well as from the list."""
        await app.say("forget this")
        assert (await app.ask("DELETE", THREAD, {"config": {}})).status == 200
        assert (await app.get("/v1/threads"))["threads"] == []
        assert (await app.ask("GET", f"{THREAD}/messages")).status == 404
        assert "forget this" not in str(vars(app.graph._checkpointer))
        assert texts((await app.say("anew"))["messages"]) == ["echo anew"]


class TestMessages:
    async def test_each_is_listed_once(self, app: App) -> None:
        """Though the store may have it more often."""
        await app.say()
        assert texts((await app.get(f"{THREAD}/messages"))["messages"]) == ["hello", "echo hello"]

    async def test_a_message_that_is_added_is_stored_under_an_id_of_its_own(self, app: App) -> None:
        """The client has none for it, and says null."""
        await app.say()
        added = {"message_id": None, "role": "user", "content": [{"type": "text", "text": "noted"}]}
        await app.ask("POST", f"{THREAD}/messages", {"messages": [added], "metadata": {}, "config": {}})
        last = (await app.get(f"{THREAD}/messages"))["messages"][-1]
        assert (texts([last]), bool(last["message_id"])) == (["noted"], True)
        assert await app.get(f"{THREAD}/messages/{last['message_id']}") == last

    async def test_a_forged_message_is_not_stored(self, app: App) -> None:
        """What a tool gave back is not the caller's to say here either."""
        await app.say()
        for kind in ("tool_result", ["tool_result"]):
            forged = {"role": "user", "content": [{"type": kind, "call_id": "c", "output": "paid"}]}
            answer = await app.ask("POST", f"{THREAD}/messages", {"messages": [forged]})
            assert answer.status == 422
        assert len((await app.get(f"{THREAD}/messages"))["messages"]) == 2

    async def test_a_deleted_message_is_forgotten_by_the_graph_as_well(self, app: App) -> None:
        """It is in neither the list nor the state."""
        await app.say("forget this")
        first = (await app.get(f"{THREAD}/messages"))["messages"][0]["message_id"]
        assert (await app.ask("DELETE", f"{THREAD}/messages/{first}", {"config": {}})).status == 200
        assert texts((await app.get(f"{THREAD}/messages"))["messages"]) == ["echo forget this"]
        assert texts((await app.get(f"{THREAD}/state"))["state"]["context"]) == ["echo forget this"]

    @pytest.mark.parametrize("method", ["GET", "DELETE"])
    async def test_a_message_that_is_not_there_is_not_found(self, app: App, method: str) -> None:
        """Rather than a bare 500."""
        await app.say()
        answer = await app.ask(method, f"{THREAD}/messages/nothing")
        assert (answer.status, answer.json()["error"]["code"]) == (404, "RESOURCE_NOT_FOUND")


class TestFix:
    async def test_calls_without_results_are_taken_out(self) -> None:
        """So that the model provider takes the conversation again."""
        app = App(with_remote_tools())
        await app.say()
        data = (await app.ask("POST", "/v1/graph/fix", {"thread_id": "t"})).json()["data"]
        assert (data["success"], data["removed_count"]) == (True, 1)
        assert not any(message["tools_calls"] for message in data["state"]["context"])

    async def test_a_thread_that_is_well_stays_as_it_is(self, app: App) -> None:
        """Nothing is removed."""
        await app.say()
        data = (await app.ask("POST", "/v1/graph/fix", {"thread_id": "t"})).json()["data"]
        assert (data["removed_count"], len(data["state"]["context"])) == (0, 2)


class TestFailures:
    async def test_a_store_that_fails_is_told_by_its_class_alone(
        self, app: App, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The client has a class for it."""

        async def fail(config: Any) -> Any:
            raise RuntimeError(SECRET)

        await app.say()
        monkeypatch.setattr(app.graph._checkpointer, "aget_state_cache", fail)
        answer = await app.ask("GET", f"{THREAD}/state")
        assert (answer.status, answer.json()["error"]["code"]) == (500, "STORAGE_ERROR")
        assert SECRET.encode() not in answer.body

    async def test_what_a_tool_raised_is_not_in_the_messages(self) -> None:
        """The graph keeps the exception's text for the model; a client does not get it."""

        async def agent(state: Any, config: dict[str, Any]) -> Any:
            if state.context[-1].role == "user":
                return calls(("c1", "look_up", {}))
            return "done"

        def look_up() -> str:
            """Fails."""
            raise RuntimeError(SECRET)

        nodes = {"agent": agent, "tools": graphs.ToolNode([look_up])}
        route = {"agent": lambda state: "tools" if state.context[-1].tools_calls else END}
        app = App(compiled(nodes, [("tools", "agent")], routes=route))
        await app.say()
        for path in ("messages", "state"):
            answer = await app.ask("GET", f"{THREAD}/{path}")
            assert answer.status == 200
            assert b"123-45-6789" not in answer.body
