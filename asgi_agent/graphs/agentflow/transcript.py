"""What is said in a run: AgentFlow's messages as events, and as the output of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.events import Family
from asgi_agent.graphs.agentflow.pauses import arguments
from asgi_agent.graphs.messages import MessageStream
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run

# Stands for what a tool raised: AgentFlow gives the exception's text to the model as the tool's result.
TOOL_FAILED = "the tool failed"

COUNTED = {
    "input_tokens": "prompt_tokens",
    "output_tokens": "completion_tokens",
    "total_tokens": "total_tokens",
    "reasoning_tokens": "reasoning_tokens",
    "cache_creation_input_tokens": "cache_creation_input_tokens",
    "cache_read_input_tokens": "cache_read_input_tokens",
}


class Transcript:
    """Collects the messages of one run, and emits them where somebody listens.

    Args:
        known: ids of the messages that were there before the run or came with its input.
    """

    def __init__(self, run: Run, emit: Emit, known: set[Any]) -> None:
        self._emit = emit
        self._speaks = run.wants(Family.MESSAGES)
        self._tools = run.wants(Family.TOOLS)
        self._stream = MessageStream(emit)
        self._known = known
        self._piecewise = ""  # id of the message whose pieces arrive
        self._pieces: list[str] = []
        self._called: dict[str, str] = {}  # names of the tools that were called, by call id
        self.messages: list[dict[str, Any]] = []
        self.usage: dict[str, int] = {}

    async def piece(self, message: Any, node: str | None) -> None:
        """A delta of a message.

        Google's pieces each have an id of their own, and of OpenAI's only the last, whole message differs,
        so until a whole message comes all pieces belong to the one that began.
        """
        if not self._speaks:
            return
        self._piecewise = self._piecewise or str(message.message_id)
        for block in message.content:
            if block.type == "reasoning":
                await self._stream.reasoning(self._piecewise, block.summary, node=node)
            elif block.type == "text":
                self._pieces.append(block.text)
                await self._stream.text(self._piecewise, block.text, role=message.role, node=node)

    async def whole(self, message: Any, node: str | None) -> None:
        """A complete message; news only if it was not there before."""
        if message.message_id in self._known:
            return
        self._known.add(message.message_id)
        self.messages.append(safe_message(message))
        if message.role == "tool":
            await self._results(message, node)
            return
        if self._speaks:
            await self._say(message, node)
        for call_id, name, args in _calls(message):
            await self.call(call_id, name, args, node, str(message.message_id))
        await self._count(message, node)

    async def call(
        self, call_id: str, name: str, args: Any, node: str | None, message_id: str | None = None
    ) -> None:
        """A tool call; announced once."""
        if call_id in self._called:
            return
        self._called[call_id] = name
        if self._tools:
            text = args if isinstance(args, str) else msgspec.json.encode(plain(args)).decode()
            await self._stream.tool_call(call_id, name, text, message_id=message_id, node=node)
            await self._stream.end_tool_call(call_id)

    async def tool_failed(self, call_id: str, name: str, node: str | None) -> None:
        """A tool raised: a stream says so without the message that the model gets."""
        result = {"call_id": call_id, "output": TOOL_FAILED, "is_error": True, "status": "failed"}
        self.messages.append({"role": "tool", "content": [{"type": "tool_result", **result}]})
        await self._result(call_id, name, TOOL_FAILED, True, node)

    async def close(self) -> None:
        """A node is through: what it left open ends, and a later node may use a call's id again."""
        await self._stream.close()
        self._stream = MessageStream(self._emit)
        self._piecewise, self._pieces = "", []

    async def _say(self, message: Any, node: str | None) -> None:
        text = "".join(block.text for block in message.content if block.type == "text")
        sent, message_id = "".join(self._pieces), self._piecewise or str(message.message_id)
        if not self._piecewise:
            for block in message.content:
                if block.type == "reasoning":
                    await self._stream.reasoning(message_id, block.summary, node=node)
        if text or self._piecewise or not message.tools_calls:
            rest = text.removeprefix(sent) if text.startswith(sent) else ""
            await self._stream.text(message_id, rest, role=message.role, node=node)
        await self._stream.end(message_id)
        self._piecewise, self._pieces = "", []

    async def _results(self, message: Any, node: str | None) -> None:
        for block in message.content:
            if block.type == "tool_result":
                content = _told(block.output, block.is_error)
                name = self._called.get(block.call_id, "")
                await self._result(block.call_id, name, content, block.is_error, node)

    async def _result(self, call_id: str, name: str, content: Any, error: bool, node: str | None) -> None:
        self._called.pop(call_id, None)
        if self._tools:
            await self._stream.tool_result(call_id, name, content, error=error, node=node)

    async def _count(self, message: Any, node: str | None) -> None:
        if message.usages is None:
            return
        counts = {name: getattr(message.usages, theirs, 0) or 0 for name, theirs in COUNTED.items()}
        for name, count in counts.items():
            self.usage[name] = self.usage.get(name, 0) + count
        await self._emit("usage", {"model": message.metadata.get("model"), **counts}, node=node)


def safe_message(message: Any) -> dict[str, Any]:
    """A message as plain values, without the text of exceptions and without the provider's raw answer."""
    values = plain(message.model_dump(exclude={"raw"}, serialize_as_any=True, warnings=False))
    for block in values["content"]:
        if block.get("type") == "error":
            block.update(message=TOOL_FAILED, data=None)
        elif block.get("type") == "tool_result" and block.get("is_error"):
            block["output"] = _told(block["output"], error=True)
    return dict(values)


def _told(output: Any, error: bool) -> Any:
    """A tool's result. Where it failed, a text is an exception's; a tool that says so itself gives values."""
    return TOOL_FAILED if error and isinstance(output, str) else output


def _calls(message: Any) -> list[tuple[str, str, Any]]:
    """Id, name and arguments of the calls in a message, those that the provider ran itself as well."""
    calls = {}
    for call in message.tools_calls or ():
        function = call.get("function") or {}
        calls[str(call.get("id"))] = (str(function.get("name", "")), arguments(function.get("arguments")))
    for block in message.content:
        if block.type == "tool_call":
            calls.setdefault(block.id, (block.name, block.args))
    return [(call_id, name, args) for call_id, (name, args) in calls.items()]
