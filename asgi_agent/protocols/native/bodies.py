"""What the native wire takes and gives, as types; the OpenAPI document is made from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from asgi_agent.errors import InvalidInputError
from asgi_agent.events import CHAT, GRANULARITY, Family, Interrupt, RunInput
from asgi_agent.graphs.base import Edge
from asgi_agent.service import THREAD_ID

Granularity = Literal["low", "partial", "full"]

# Without a granularity a stream tells what is said and which steps are taken. The state, which may be large
# and holds everything the graph knows, is sent to those who ask for it.
DEFAULT_FAMILIES = CHAT | Family.NODES

MAX_BATCH = 100

# What is checked beyond the types, by `to_input` and by the service, in the words of JSON Schema.
INPUT_OR_RESUME = {"oneOf": [{"required": ["input"]}, {"required": ["resume"]}]}
ThreadId = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": f"^{THREAD_ID.pattern}$"})]

# `2.0` is an integer to JSON Schema, and to clients whose language has but one kind of number.
WholeNumber = Annotated[float, msgspec.Meta(ge=1, multiple_of=1, extra_json_schema={"type": "integer"})]


class RunBody(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A run: its input, or the answer to an interrupt."""

    input: Any | msgspec.UnsetType = msgspec.UNSET
    thread_id: ThreadId | None = None
    config: dict[str, Any] = {}
    context: dict[str, Any] | None = None
    resume: Any | msgspec.UnsetType = msgspec.UNSET
    granularity: Granularity | None = None

    def to_input(self, *, streamed: bool) -> RunInput:
        """What `AgentService` takes.

        Raises:
            InvalidInputError: neither an input nor an answer, or both.
        """
        if (self.input is msgspec.UNSET) == (self.resume is msgspec.UNSET):
            fault = {"loc": "body", "msg": "Expected either `input` or `resume`"}
            raise InvalidInputError("the body does not fit", errors=[fault])
        families = GRANULARITY[self.granularity] if self.granularity else DEFAULT_FAMILIES
        return RunInput(
            input=None if self.input is msgspec.UNSET else self.input,
            thread_id=self.thread_id,
            config=self.config,
            context=self.context,
            resume=self.resume,
            include=families if streamed else Family.NONE,
        )


class BatchBody(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Several inputs for one graph, each run on a thread of its own."""

    inputs: Annotated[list[Any], msgspec.Meta(min_length=1, max_length=MAX_BATCH)]
    max_concurrency: WholeNumber | None = None
    config: dict[str, Any] = {}
    context: dict[str, Any] | None = None


class SocketMessage(RunBody, forbid_unknown_fields=True, omit_defaults=True):
    """What a websocket client sends: a run, or the wish to cancel one."""

    type: Literal["run", "cancel"] = "run"
    run_id: str | None = None


class RunReply(msgspec.Struct):
    """How a run came out."""

    run_id: str
    thread_id: str
    status: Literal["success", "interrupted"]
    output: Any
    interrupts: list[Interrupt]
    usage: dict[str, Any] | None


class ProblemBody(msgspec.Struct, omit_defaults=True):
    """A failure, as RFC 9457 has it. Further members depend on `type`."""

    type: str
    title: str
    status: int
    request_id: str
    detail: str | None = None
    errors: list[dict[str, str]] | None = None
    node: str | None = None
    exception: str | None = None


RUN_OR_PROBLEM = {
    "oneOf": [{"$ref": f"#/components/schemas/{reply.__name__}"} for reply in (RunReply, ProblemBody)]
}


class BatchReply(msgspec.Struct):
    """One result or one problem for each input, in the order of the inputs."""

    results: list[Annotated[Any, msgspec.Meta(extra_json_schema=RUN_OR_PROBLEM)]]


class CancelReply(msgspec.Struct):
    """The run has ended."""

    run_id: str
    status: Literal["cancelled"] = "cancelled"


class GraphReply(msgspec.Struct):
    """A graph in words: its steps, and the JSON schemas of what goes in and out."""

    name: str
    kind: str
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]


class GraphsReply(msgspec.Struct):
    """Every graph, the default one first."""

    graphs: list[GraphReply]


class Status(msgspec.Struct):
    """Liveness."""

    status: Literal["ok"] = "ok"


class AuditStatus(msgspec.Struct, frozen=True):
    """How the audit log around the service is doing."""

    on_failure: Literal["closed", "spool", "open"]
    state: Literal["ok", "failing", "spooling", "dropping"]
    dropped: int
    spooled: int
    since: str | None


class Readiness(msgspec.Struct, omit_defaults=True):
    """Whether runs are taken; `unrecorded` when none can be, since the audit log cannot be written."""

    status: Literal["ready", "draining", "unrecorded"]
    audit: AuditStatus | None = None
