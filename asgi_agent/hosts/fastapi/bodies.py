"""What the routes take and give, as types; the host's OpenAPI document is made from them."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from asgi_agent.errors import InvalidInputError
from asgi_agent.events import Interrupt
from asgi_agent.protocols.native.bodies import ProblemBody
from asgi_agent.workflow_service.batch import BATCH
from asgi_agent.workflow_service.records import State, VisitState

Name = Annotated[str, msgspec.Meta(min_length=1)]
NAMED = {"oneOf": [{"required": ["graph_name"]}, {"required": ["workflow_name"]}]}
ANSWERED = {"oneOf": [{"required": ["resume"]}, {"required": ["action"]}]}


class ExecuteBody(msgspec.Struct, forbid_unknown_fields=True):
    """A workflow, by either name of the field, and what it begins with."""

    graph_name: Name | msgspec.UnsetType = msgspec.UNSET
    workflow_name: Name | msgspec.UnsetType = msgspec.UNSET
    initial_state: Any = {}

    def name(self, place: str = "body") -> str:
        """The name of the workflow.

        Args:
            place: where the body stands.

        Raises:
            InvalidInputError: there is none, or there are two.
        """
        names = [name for name in (self.graph_name, self.workflow_name) if name is not msgspec.UNSET]
        if len(names) != 1:
            fault = {"loc": place, "msg": "Expected either `graph_name` or `workflow_name`"}
            raise InvalidInputError("the body does not fit", errors=[fault])
        return names[0]


ExecuteRequest = Annotated[ExecuteBody, msgspec.Meta(extra_json_schema=NAMED)]


class BatchBody(msgspec.Struct, forbid_unknown_fields=True):
    """Several workflows."""

    executions: Annotated[list[ExecuteRequest], msgspec.Meta(min_length=1, max_length=BATCH)]


class ResumeBody(msgspec.Struct, forbid_unknown_fields=True):
    """The answer to a question: as it is, or as an action with its data."""

    resume: Any | msgspec.UnsetType = msgspec.UNSET
    action: str | msgspec.UnsetType = msgspec.UNSET
    data: Any | msgspec.UnsetType = msgspec.UNSET

    def answer(self) -> Any:
        """What the question gets.

        Raises:
            InvalidInputError: there is no answer, or there are two.
        """
        if (self.resume is msgspec.UNSET) == (self.action is msgspec.UNSET):
            fault = {"loc": "body", "msg": "Expected either `resume` or `action`"}
            raise InvalidInputError("the body does not fit", errors=[fault])
        if self.action is msgspec.UNSET:
            return self.resume
        return {"action": self.action} | ({} if self.data is msgspec.UNSET else {"data": self.data})


ResumeRequest = Annotated[ResumeBody, msgspec.Meta(extra_json_schema=ANSWERED)]


class ExecutionReply(msgspec.Struct):
    """How an execution came out."""

    success: bool
    status: State
    result: Any
    graph_name: str
    execution_time: float
    nodes_executed: list[str]
    execution_id: str | None
    interrupts: list[Interrupt]
    error: ProblemBody | None


class VisitReply(msgspec.Struct):
    """One visit to a node."""

    node: str
    status: VisitState
    started_at: str
    duration: float | None


class StatusReply(ExecutionReply):
    """Where an execution stands."""

    initial_state: Any
    started_at: str
    completed_at: str | None
    estimated_completion: str | None
    nodes: list[VisitReply]


class BatchReply(msgspec.Struct):
    """One result for each execution, in their order."""

    results: list[ExecutionReply]


class WorkflowReply(msgspec.Struct):
    """A workflow in a few words."""

    name: str
    kind: str
    file: str | None


class ListReply(msgspec.Struct):
    """The workflows that the caller may use."""

    workflows: list[WorkflowReply]
    total_count: int


class DefinitionReply(msgspec.Struct):
    """A workflow in words."""

    name: str
    kind: str
    file: str | None
    entry_point: str | None
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    mermaid: str
