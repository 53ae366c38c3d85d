"""The words by which messages of streams are read: names of their members, and of their types."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from asgi_agent.redaction import repeats

TEXT_IDS = frozenset(
    {
        "messageId", "message_id", "toolCallId", "tool_call_id", "item_id", "output_index", "content_index",
        "summary_index", "artifactId", "artifact_id", "progressToken",
    }
)  # fmt: skip
"""Members that say which text a piece belongs to."""

GROUP_IDS = frozenset({"run_id", "runId", "sessionId", "taskId"})
"""Members that say which group of texts it belongs to."""

SPEAKERS = frozenset({"agent", "agent_id", "agentId", "agent_name", "agentName", "node", "author", "speaker"})
"""Members that say who speaks, so that the texts of two that speak at once are told apart."""

# `id` and `index` say so in some protocols alone. In others they number the messages, and pieces that are
# kept apart by them could no longer be found to be one identifier.
has_id_of_text = re.compile(
    r"(?:text|reasoning|tool-input|tool-output)-[a-z]+|(?:message|reasoning|tool)\.[a-z]+|[A-Za-z]*MessageChunk"
).fullmatch
has_index_of_text = re.compile(r"content[_-].+").fullmatch
NUMBERED = frozenset({"choices", "candidates", "tool_calls", "tool_call_chunks", "content"})
"""Lists whose members say by `index` which text they belong to, wherever they stand in the list."""

ALTERNATIVES = frozenset({"choices", "results", "generations", "outputs"})
"""Lists whose members may bring a piece each although nothing says so: other lists hold records."""

NAMED = frozenset(
    {
        "id", "object", "type", "event", "role", "model", "kind", "finish_reason", "finishReason",
        "stop_reason", "done_reason", "system_fingerprint", "service_tier", "created", "created_at",
        "createdAt", "timestamp", "jsonrpc", "method", "modelVersion", "responseId", "signature",
        "obfuscation", "encrypted_content", "thoughtSignature", "toolCallName", "sessionUpdate",
        "chunk_position", "checkpoint_ns", "contextId", "langgraph_node", "langgraph_checkpoint_ns",
        "ls_provider", "ls_model_name", "ls_model_type", "threadId", "thread_id", "conversation_id",
        "task_id", "chat_id", "session_id", "parent_id", "event_id", "node",
    }
) | TEXT_IDS | GROUP_IDS  # fmt: skip
"""Strings in a message with pieces that a protocol or a program has chosen: nobody has said them."""

ENVELOPES = frozenset({"append", "candidates", "artifactUpdate", "statusUpdate", "task"})
"""Members that only streams of pieces have: Gemini's and A2A's."""

NOTED = frozenset({"usage", "usage_metadata", "usageMetadata", "citation", "citations"})
"""Members that are worth a message of their own."""

BLOCK = "content_block"
"""The member that begins what `delta` goes on with, as in Anthropic's messages."""

TOOLS = frozenset({"function", "tool_calls", "tool_call_chunks", "function_call", "tool_use"})
"""Objects whose `name` is a tool's."""

REPEATED = repeats.REPEATED | {"prefill"}
"""Members that say a text again, token by token; `prefill` does in what Hugging Face's server streams."""

PIECES = frozenset({"delta", "token", "chunk"})
"""Members that hold a piece in whatever message they stand."""

ARGUMENTS = frozenset({"arguments", "partial_json", "inputTextDelta", "args"})
"""Members that hold a piece of a tool call's arguments."""

SAID = frozenset(
    {
        "content", "text", "answer", "response", "output", "completion", "output_text", "message",
        "reasoning", "reasoning_content", "thinking", "thought", "refusal", "transcript", "value", "data",
        "code", "summary", "piece", "word", "analysis", "msg", "t", "c", "v", "input", "generation",
        "generated_text", "item", "reply", "fragment", "segment",
    }
) | PIECES  # fmt: skip
"""Members that hold a piece in a message which says that it brings one, or does not say what it brings."""

names_no_text = re.compile(
    r"(?i).*(?:id|name|type|kind|status|state|role|model|version|format|node|agent|author|source|at|time|url)"
).fullmatch
"""Tells members that hold no piece in a message which brings one under a name that nobody knows."""

LASTS = frozenset(
    {
        "done", "stop", "is_finished", "finished", "final", "is_final", "last", "lastChunk", "last_chunk",
        "eos", "is_end", "completed",
    }
)  # fmt: skip
"""True in the last message of a text, false in those before."""

PARTIAL = "partial"
"""True in the pieces of a text, absent where Google's ADK gives all of it at its end."""

REASONS = frozenset({"finish_reason", "finishReason", "stop_reason", "stopReason"})
"""Null until the last message of a text says why it ends."""

UNFINISHED = frozenset({"null", "none", "not_finished", "unfinished"})
"""How some say null there: DashScope and watsonx do."""

_END = (
    "end|ended|done|finish|finished|stop|stopped|complete|completed|incomplete|cancelled|close|closed|abort"
)
_ends = re.compile(rf"(?:.+[._/-])?(?:{_END}|result|available)").fullmatch
_ends_all = re.compile(
    rf"(?:(?:message|stream|run|response|session|workflow|chat|agent|conversation)[._/-]?)?(?:{_END})"
).fullmatch
_failed = re.compile(
    r"(?:(?:message|stream|run|response|workflow|chat|agent)[._/-]?)?(?:error|failed|exception)"
).fullmatch
_brings_piece = re.compile(
    r"delta|chunk|token|partial|append|stream|_args$|\.args$|(?:message|text)_content$|artifact-?update"
).search
_thinks = re.compile(r"think|reasoning").search
_brings_arguments = re.compile(r"tool|args|arguments|function|call_input").search
# A sign that text comes whole is only asked for where nothing says that it comes in pieces.
_brings_whole = re.compile(
    r"status|progress|info|log|notif|warn|meta|step|system|title|source|citation|result|snapshot|history|final"
    r"|start|created|added|update|suggest|follow|ping|auth"
).search


class Saying(NamedTuple):
    """What the type of a message says of it.

    Attributes:
        piece: it brings a piece of a text.
        arguments: one of a tool call's arguments.
        whole: what it brings is whole.
        ends: it ends the text, or the group of texts, whose ids it gives.
        ends_all: it ends all texts, where it gives no id.
        failed: something went wrong.
        owns_id: its `id` is that of the text.
        owns_index: its `index` is that of the text.
        grows: it brings a text from its beginning to where it has come.
        thinks: it brings what a model thinks, which runs beside what it says.
    """

    piece: bool
    arguments: bool
    whole: bool
    ends: bool
    ends_all: bool
    failed: bool
    owns_id: bool
    owns_index: bool
    grows: bool
    thinks: bool


@lru_cache(maxsize=1024)
def saying(type_name: str) -> Saying:
    """What the type of a message says of it."""
    name = type_name.lower()
    ends = _ends(name) is not None
    piece = not ends and _brings_piece(name) is not None
    return Saying(
        piece=piece,
        arguments=piece and _brings_arguments(name) is not None,
        whole=not piece and _brings_whole(name) is not None,
        ends=ends,
        ends_all=_ends_all(name) is not None,
        failed=_failed(name) is not None,
        owns_id=has_id_of_text(type_name) is not None,
        owns_index=has_index_of_text(type_name) is not None,
        grows=name.endswith("/partial"),
        thinks=_thinks(name) is not None,
    )


def type_of(message: dict[str, Any]) -> str:
    """What a message or a part of it says that it is; `""` where it says nothing."""
    for name in ("type", "event", "object", "sessionUpdate", "kind", "method"):
        if type(found := message.get(name)) is str:
            return found
    return ""
