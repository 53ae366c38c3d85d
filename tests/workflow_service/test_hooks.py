"""What a host hangs into executions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import WorkflowService
from asgi_agent.errors import ForbiddenError
from tests.workflow_service.flows import service

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ANN, BOB = {"user_id": "ann"}, {"user_id": "bob"}


class Hooked(WorkflowService):
    """A service with hooks of both kinds."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seen: list[tuple[str, str, Any]] = []

    async def pre_workflow_execution(
        self, graph_name: str, initial_state: Any, context: dict[str, Any]
    ) -> Any:
        """Refuse Bob, and give those who have none a name."""
        self.seen.append(("pre", graph_name, context["user_id"]))
        context["marked"] = True
        if context["user_id"] == "bob":
            raise ForbiddenError("not you")
        return initial_state or {"name": "somebody"}

    def post_workflow_execution(
        self, graph_name: str, result: dict[str, Any], context: dict[str, Any]
    ) -> Any:
        """Note how it came out; fail for what failed."""
        self.seen.append(("post", graph_name, (result["status"], context["marked"])))
        if not result["success"]:
            raise RuntimeError("John Smith")


async def test_hooks_see_each_execution(tmp_path: Path) -> None:
    """One may change the state, or refuse; both share the context."""
    made = service(tmp_path, kind=Hooked)
    assert isinstance(made, Hooked)
    result = await made.execute_workflow("Greeting", {}, {"user_id": "ann"})
    assert result["result"]["greeting"] == "Hello somebody"
    assert made.seen == [("pre", "Greeting", "ann"), ("post", "Greeting", ("completed", True))]
    with pytest.raises(ForbiddenError):
        await made.execute_workflow("Greeting", {}, BOB)


async def test_a_hook_that_fails_afterwards_changes_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, by the class of what it raised."""
    result = await service(tmp_path, kind=Hooked).execute_workflow("Failing", {}, ANN)
    assert result["error"]["node"] == "Boom"
    assert "hook failed after an execution" in caplog.messages
    assert "Smith" not in caplog.text


class Compliant(WorkflowService):
    """A service that hands on no identifiers, as AgentMap's guide has it."""

    async def execute_workflow(
        self, graph_name: str, initial_state: Any, context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Execute it without them."""
        return await super().execute_workflow(graph_name, self.sanitize_phi_data(initial_state), context)


async def test_a_service_can_hand_on_no_identifiers(tmp_path: Path) -> None:
    """Of texts and of JSON values; what was given stays as it is."""
    made, given = service(tmp_path, kind=Compliant), {"name": "Ada, SSN 078-05-1120"}
    result = await made.execute_workflow("Greeting", given)
    assert result["result"]["greeting"] == "Hello [NAME], SSN [SSN]"
    assert "078-05-1120" not in str((result, await made.get_execution_status(result["execution_id"])))
    assert given == {"name": "Ada, SSN 078-05-1120"}
    assert "078-05-1120" not in made.sanitize_phi_data("SSN 078-05-1120")


async def test_a_hook_may_be_given_to_one_service_alone(tmp_path: Path) -> None:
    """After it was made, as a test of the host's does."""
    made, seen = service(tmp_path), []

    def note(graph_name: str, result: dict[str, Any], context: dict[str, Any]) -> None:
        seen.append((graph_name, context["user_id"]))

    vars(made)["post_workflow_execution"] = note
    await made.execute_workflow("Greeting", {"name": "Ada"}, ANN)
    assert seen == [("Greeting", "ann")]
