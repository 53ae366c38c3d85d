"""The one door to running a graph: admission, threads, limits, cancellation, drain."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.errors import (
    ConfigurationError,
    InvalidInputError,
    NotFoundError,
    OverloadedError,
    Problem,
    RunCancelledError,
    RunTimeoutError,
    ShuttingDownError,
    ThreadBusyError,
)
from asgi_agent.events import Outcome, RunInput
from asgi_agent.graphs.base import GraphDescription
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.identity import Principal
from asgi_agent.run import current_run
from asgi_agent.server_keys import strip_server_keys
from asgi_agent.service import AgentService, Caller
from tests.asking import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run

ANN = Caller(Principal("ann"), request_id="q-ann")
BOB = Caller(Principal("bob"), request_id="q-bob")


async def echo(given: Any) -> Any:
    """The input, and who ran it where."""
    run = current_run()
    return {"given": given, "thread": run.thread_id, "request": run.request_id, "context": run.context}


async def wait(_: Any) -> None:
    """Runs until it is cancelled."""
    await asyncio.sleep(60)


def make_service(**options: Any) -> AgentService:
    return AgentService({"echo": CallableAdapter(echo), "wait": CallableAdapter(wait)}, **options)


class Remembering:
    """An adapter whose threads are stored with their owners, as a durable checkpointer stores them."""

    kind = "remembering"

    def __init__(self, **owners: str) -> None:
        self.owners = owners
        self.healed: list[str] = []

    async def run(self, run: Run, emit: Emit) -> Outcome:
        return Outcome(run.thread_id)

    async def heal(self, run: Run) -> None:
        self.healed.append(run.thread_id)

    async def thread_owner(self, thread_id: str) -> str | None:
        return self.owners.get(thread_id)

    def describe(self) -> GraphDescription:
        return GraphDescription(self.kind, (), (), {}, {}, "")


class TestAdmission:
    async def test_a_result_tells_ids_status_and_output(self) -> None:
        """Everything that a caller needs to go on with the conversation."""
        result = await make_service().invoke("echo", RunInput(input={"a": 1}), ANN)
        assert result.status == "success"
        assert result.output["given"] == {"a": 1}
        assert result.output["thread"] == result.thread_id
        assert result.output["request"] == "q-ann"

    async def test_a_graph_that_is_not_there_is_not_found(self) -> None:
        """The name is not repeated: it came from the client."""
        with pytest.raises(NotFoundError) as caught:
            await make_service().invoke("nope", RunInput(), ANN)
        assert "nope" not in str(caught.value.to_dict())

    async def test_the_host_may_call_without_a_caller(self) -> None:
        """Code of the host's own, a background task say, needs no request."""
        result = await make_service().invoke("echo", RunInput(input=1))
        assert result.output["request"]

    @pytest.mark.parametrize("thread_id", ["", " ", "a b", "ä", "a/b", "-a", "x" * 129, "a\n", "a\x00"])
    async def test_thread_ids_are_short_and_plain(self, thread_id: str) -> None:
        """They end up in logs and records, so they must not be able to carry prose."""
        with pytest.raises(InvalidInputError) as caught:
            await make_service().invoke("echo", RunInput(thread_id=thread_id), ANN)
        assert caught.value.errors is not None
        assert caught.value.errors[0]["loc"] == "body.thread_id"

    @pytest.mark.parametrize("options", [{"max_concurrency": 0}, {"run_timeout": -1}, {"recursion_limit": 0}])
    def test_limits_that_cannot_work_are_refused_at_start(self, options: dict[str, Any]) -> None:
        """Not at the first request."""
        with pytest.raises(ConfigurationError):
            make_service(**options)

    def test_a_strategy_that_does_not_exist_is_refused_at_start(self) -> None:
        """A peer accepts any and ignores it."""
        with pytest.raises(ConfigurationError):
            make_service(multitask_strategy="rollback")

    def test_a_service_without_graphs_is_refused(self) -> None:
        """There would be nothing to serve."""
        with pytest.raises(ConfigurationError):
            AgentService({})


class TestThreads:
    async def test_another_principals_thread_does_not_exist(self) -> None:
        """It is a 404, as for a thread that nobody has."""
        service = make_service()
        await service.invoke("echo", RunInput(thread_id="t1"), ANN)
        with pytest.raises(NotFoundError):
            await service.invoke("echo", RunInput(thread_id="t1"), BOB)
        await service.invoke("echo", RunInput(thread_id="t1"), ANN)

    async def test_a_thread_that_the_server_named_belongs_to_its_caller(self) -> None:
        """An id that leaks is of no use to others."""
        service = make_service()
        result = await service.invoke("echo", RunInput(), ANN)
        with pytest.raises(NotFoundError):
            await service.invoke("echo", RunInput(thread_id=result.thread_id), BOB)

    async def test_an_anonymous_caller_cannot_use_a_principals_thread(self) -> None:
        """Nor the other way round."""
        service = make_service()
        await service.invoke("echo", RunInput(thread_id="hers"), ANN)
        await service.invoke("echo", RunInput(thread_id="nobodys"))
        with pytest.raises(NotFoundError):
            await service.invoke("echo", RunInput(thread_id="hers"))
        with pytest.raises(NotFoundError):
            await service.invoke("echo", RunInput(thread_id="nobodys"), ANN)

    async def test_tenants_do_not_share_threads(self) -> None:
        """The same user id in two tenants is two principals."""
        service = make_service()
        await service.invoke("echo", RunInput(thread_id="t"), Caller(Principal("1", tenant="north")))
        with pytest.raises(NotFoundError):
            await service.invoke("echo", RunInput(thread_id="t"), Caller(Principal("1", tenant="south")))

    async def test_a_stored_owner_counts_after_a_restart(self) -> None:
        """What the checkpointer says stands, although this process has never seen the thread."""
        assert ANN.principal is not None
        service = AgentService({"g": Remembering(old=ANN.principal.owner)})
        with pytest.raises(NotFoundError):
            await service.invoke("g", RunInput(thread_id="old"), BOB)
        assert (await service.invoke("g", RunInput(thread_id="old"), ANN)).output == "old"

    async def test_a_stored_thread_without_an_owner_is_for_no_principal(self) -> None:
        """Other code made it; nobody can show that it is theirs."""
        service = AgentService({"g": Remembering(legacy="")})
        with pytest.raises(NotFoundError):
            await service.invoke("g", RunInput(thread_id="legacy"), ANN)

    async def test_the_hosts_choice_of_thread_overrides_the_clients(self) -> None:
        """`user-{id}` is the thread, whatever the body says, and whoever used it before."""
        service = make_service()
        await service.invoke("echo", RunInput(thread_id="team"), ANN)
        mapped = Caller(BOB.principal, thread_id="team")
        assert (await service.invoke("echo", RunInput(thread_id="evil"), mapped)).thread_id == "team"

    async def test_a_busy_thread_is_refused(self) -> None:
        """Runs of one thread do not overlap; the thread is free again when the run has ended."""
        service = make_service()
        live = await service.start("wait", RunInput(thread_id="t"), ANN)
        with pytest.raises(ThreadBusyError):
            await service.start("echo", RunInput(thread_id="t"), ANN)
        live.cancel("request")
        await live.wait()
        await service.invoke("echo", RunInput(thread_id="t"), ANN)

    async def test_enqueued_runs_of_a_thread_go_one_after_the_other(self) -> None:
        """In the order in which they came, and never two at once."""
        inside: list[str] = []
        overlaps: list[str] = []

        async def step(name: Any) -> None:
            if inside:
                overlaps.append(name)
            inside.append(name)
            await asyncio.sleep(0.005)
            inside.remove(name)
            order.append(name)

        order: list[str] = []
        service = AgentService({"g": CallableAdapter(step)}, multitask_strategy="enqueue")
        runs = [await service.start("g", RunInput(input=f"m{n}", thread_id="t"), ANN) for n in range(5)]
        for live in runs:
            await live.result()
        assert order == ["m0", "m1", "m2", "m3", "m4"]
        assert not overlaps

    async def test_an_enqueued_run_that_is_cancelled_leaves_the_queue_in_order(self) -> None:
        """It never ran, so its thread is not healed and the next in line gets its turn."""
        service = AgentService({"wait": CallableAdapter(wait)}, multitask_strategy="enqueue")
        first, second, third = [await service.start("wait", RunInput(thread_id="t"), ANN) for _ in range(3)]
        await asyncio.sleep(0)
        second.cancel("request")
        await second.wait()
        assert not first.ended
        first.cancel("request")
        await first.wait()
        await asyncio.sleep(0)
        assert third.holds_thread
        third.cancel("request")
        await third.wait()
        assert service.live_runs == 0

    async def test_a_run_that_was_cut_is_healed_and_one_that_ended_is_not(self) -> None:
        """Healing belongs to cuts."""

        class Slow(Remembering):
            waiting = asyncio.Event()

            async def run(self, run: Run, emit: Emit) -> Outcome:
                if run.thread_id == "cut":
                    self.waiting.set()
                    await asyncio.sleep(60)
                return Outcome()

        adapter = Slow()
        service = AgentService({"g": adapter})
        await service.invoke("g", RunInput(thread_id="whole"), ANN)
        live = await service.start("g", RunInput(thread_id="cut"), ANN)
        await adapter.waiting.wait()
        live.cancel("disconnect")
        await live.wait()
        assert adapter.healed == ["cut"]


class TestLimits:
    async def test_runs_above_the_limit_are_told_to_come_back(self) -> None:
        """503 with `Retry-After`, and the slot is free again when a run ends."""
        service = make_service(max_concurrency=1)
        live = await service.start("wait", RunInput(), ANN)
        with pytest.raises(OverloadedError) as caught:
            await service.invoke("echo", RunInput(), BOB)
        assert caught.value.headers == {"retry-after": "1"}
        live.cancel("request")
        await live.wait()
        await service.invoke("echo", RunInput(), BOB)

    async def test_the_limit_holds_under_a_rush(self) -> None:
        """Looking up a thread's owner takes time, in which others may come."""

        class SlowStore(Remembering):
            async def thread_owner(self, thread_id: str) -> str | None:
                await asyncio.sleep(0.01)
                return None

            async def run(self, run: Run, emit: Emit) -> Outcome:
                await asyncio.sleep(0.05)
                return Outcome()

        service = AgentService({"g": SlowStore()}, max_concurrency=3)
        calls = [service.invoke("g", RunInput(thread_id=f"t{n}"), ANN) for n in range(10)]
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert sum(isinstance(result, OverloadedError) for result in results) == 7

    async def test_a_run_that_takes_too_long_is_a_timeout(self) -> None:
        """504 for whoever waits."""
        with pytest.raises(RunTimeoutError):
            await make_service(run_timeout=0.01).invoke("wait", RunInput(), ANN)

    @pytest.mark.parametrize("steps", [0, -1, 26, "7", 2.0, True, None])
    async def test_a_client_may_ask_for_fewer_steps_only(self, steps: Any) -> None:
        """The limit is the host's."""
        with pytest.raises(InvalidInputError):
            await make_service().invoke("echo", RunInput(config={"recursion_limit": steps}), ANN)

    async def test_the_step_limit_reaches_the_run(self) -> None:
        """The client's if it gave one, else the host's."""

        async def limit(_: Any) -> int:
            return current_run().recursion_limit

        service = AgentService({"g": CallableAdapter(limit)}, recursion_limit=50)
        assert (await service.invoke("g", RunInput())).output == 50
        assert (await service.invoke("g", RunInput(config={"recursion_limit": 7}))).output == 7


class TestContext:
    async def test_the_context_is_open_while_the_run_lasts_and_closed_when_it_ends(self) -> None:
        """In the run's own task, so that what it holds belongs to the run."""
        log: list[str] = []

        @asynccontextmanager
        async def session() -> AsyncIterator[str]:
            log.append("open")
            yield "session"
            log.append("closed")

        result = await make_service().invoke("echo", RunInput(), Caller(context=session))
        assert result.output["context"] == "session"
        assert log == ["open", "closed"]

    async def test_the_context_is_closed_when_the_run_is_cancelled(self) -> None:
        """With the cancellation, so that a transaction is rolled back."""
        seen: list[type[BaseException]] = []
        entered = asyncio.Event()

        @asynccontextmanager
        async def session() -> AsyncIterator[None]:
            entered.set()
            try:
                yield
            except BaseException as error:
                seen.append(type(error))
                raise

        service = make_service()
        live = await service.start("wait", RunInput(), Caller(context=session))
        await entered.wait()
        live.cancel("request")
        await live.wait()
        assert seen == [asyncio.CancelledError]

    async def test_the_hosts_context_replaces_the_clients(self) -> None:
        """A client cannot hand itself a session."""

        @asynccontextmanager
        async def session() -> AsyncIterator[str]:
            yield "the host's"

        request = RunInput(context={"from": "client"})
        service = make_service()
        assert (await service.invoke("echo", request, Caller(context=session))).output[
            "context"
        ] == "the host's"
        assert (await service.invoke("echo", request)).output["context"] == {"from": "client"}

    def test_server_owned_keys_are_stripped_at_every_place_where_they_count(self) -> None:
        """A client chooses neither threads, users, checkpoints, callbacks nor anything internal."""
        hostile = {
            "thread_id": "t",
            "callbacks": [],
            "_private": 1,
            "tags": ["kept"],
            "configurable": {
                "thread_id": "t",
                "checkpoint_id": "c",
                "user_id": "u",
                "__pregel_resuming": True,
                "langgraph_auth_user": {},
                "model": "kept",
            },
            "metadata": {"asgi_agent_owner": "forged", "kept": 1},
        }
        assert strip_server_keys(hostile) == {
            "tags": ["kept"],
            "configurable": {"model": "kept"},
            "metadata": {"kept": 1},
        }


class TestCancelAndDrain:
    async def test_a_run_is_cancelled_by_its_id(self) -> None:
        """The call returns when the run has ended."""
        service = make_service()
        live = await service.start("wait", RunInput(), ANN)
        await service.cancel(live.run.run_id, ANN.principal)
        assert live.ended
        with pytest.raises(RunCancelledError):
            await live.result()

    async def test_another_principals_run_cannot_be_cancelled(self) -> None:
        """It does not exist for others."""
        service = make_service()
        live = await service.start("wait", RunInput(), ANN)
        for stranger in (BOB.principal, None):
            with pytest.raises(NotFoundError):
                await service.cancel(live.run.run_id, stranger)
        assert not live.ended
        live.cancel("request")
        await live.wait()

    async def test_a_run_that_has_ended_is_not_in_flight(self) -> None:
        """404, the first time and every time."""
        service = make_service()
        result = await service.invoke("echo", RunInput(), ANN)
        with pytest.raises(NotFoundError):
            await service.cancel(result.run_id, ANN.principal)

    async def test_cancelling_the_call_cancels_the_run(self) -> None:
        """Host code that is cancelled leaves nothing running."""
        service = make_service()
        call = asyncio.create_task(service.invoke("wait", RunInput(), ANN))
        await until(lambda: service.live_runs == 1)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await until(lambda: service.live_runs == 0)

    async def test_draining_ends_what_does_not_end_by_itself(self) -> None:
        """Quick runs finish, slow ones are cancelled with reason `shutdown`, new ones are refused."""

        async def nap(seconds: Any) -> str:
            await asyncio.sleep(seconds)
            return "rested"

        service = AgentService({"nap": CallableAdapter(nap)}, drain_timeout=0.5)
        quick = await service.start("nap", RunInput(input=0.02))
        slow = await service.start("nap", RunInput(input=60))
        drain = asyncio.create_task(service.drain())
        await asyncio.sleep(0)
        with pytest.raises(ShuttingDownError) as caught:
            await service.start("nap", RunInput(input=0))
        assert caught.value.headers == {"retry-after": "1"}
        await asyncio.wait_for(drain, 30)
        assert (await quick.result()).output == "rested"
        assert slow.cancel_reason == "shutdown"

    async def test_draining_twice_at_once_is_fine(self) -> None:
        """A signal and a lifespan may both ask for it."""
        service = make_service(drain_timeout=0.01)
        await service.start("wait", RunInput())
        await asyncio.wait_for(asyncio.gather(service.drain(), service.drain()), 30)
        assert service.live_runs == 0

    async def test_a_graph_is_described_once(self) -> None:
        """Schemas may take long to make and do not change."""

        class Counting(Remembering):
            asked = 0

            def describe(self) -> GraphDescription:
                self.asked += 1
                return super().describe()

        adapter = Counting()
        service = AgentService({"g": adapter})
        assert await service.describe("g") is await service.describe("g")
        assert adapter.asked == 1

    async def test_every_failure_is_a_problem_with_a_status(self) -> None:
        """What a run raises can be answered as it stands."""

        async def failing(_: Any) -> None:
            raise KeyError("secret")

        with pytest.raises(Problem) as caught:
            await AgentService({"g": CallableAdapter(failing)}).invoke("g", RunInput())
        assert caught.value.status == 500
        assert "secret" not in str(caught.value.to_dict())
