"""What a run's config holds, and what a caller cannot put there."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.graphs.agentflow.config import run_config, user_id
from asgi_agent.identity import Principal
from tests.graphs.agentflow.support import adapted, collect, new_run


@pytest.mark.parametrize(
    "key",
    [
        "_interrupt_scope",
        "_node_name",
        "authz",
        "context",
        "durable_checkpoint_every_step",
        "is_stream",
        "node_timeout",
        "remote_tools",
        "resume_data",
        "run_id",
        "thread_id",
        "tool_timeout",
        "user",
        "user_id",
    ],
)
def test_a_caller_does_not_decide(key: str) -> None:
    """Whose data is read, which tools exist and how long a node may take are not the client's to say."""
    assert run_config(new_run(config={key: "forged"})).get(key) != "forged"


def test_other_keys_reach_the_nodes() -> None:
    """An application may take settings of its own from the caller."""
    assert run_config(new_run(config={"locale": "de"}))["locale"] == "de"


async def test_each_run_has_a_config_of_its_own() -> None:
    """The runtime writes into the config, so nothing of one run may be in the next."""
    seen: list[dict[str, Any]] = []

    async def node(state: Any, config: dict[str, Any]) -> str:
        config["left"] = "behind"
        seen.append(dict(config))
        return "ok"

    given = {"locale": "de"}
    adapter = adapted({"node": node})
    for _ in range(2):
        run = new_run(config=given)
        await collect(adapter, run)
        assert given == {"locale": "de"}
    assert seen[0]["run_id"] != seen[1]["run_id"]


def test_an_anonymous_caller_is_named_so() -> None:
    """AgentFlow's own name for a caller whom nobody authenticated."""
    config = run_config(new_run())
    assert (config["user_id"], config["user"]) == ("anonymous", {"user_id": "anonymous"})


def test_the_same_id_in_two_tenants_is_two_users() -> None:
    """AgentFlow files memories by user id alone; tenants must not read each other's."""
    ids = {user_id(Principal("1", tenant=tenant)) for tenant in (None, "north", "south")}
    assert len(ids) == 3


def test_a_tenants_name_cannot_be_made_to_look_like_another() -> None:
    """The separator is quoted in both parts."""
    assert user_id(Principal("c", tenant="a/b")) != user_id(Principal("b/c", tenant="a"))
