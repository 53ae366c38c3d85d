from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.middleware.redaction.shapes import read


def openai(delta: dict[str, Any], finish: str | None = None, index: int = 0) -> dict[str, Any]:
    """A chunk of a chat completion."""
    choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def langchain(chunk: dict[str, Any]) -> list[Any]:
    """A message of LangGraph's `messages` stream."""
    return [{"type": "AIMessageChunk", "id": "run-1", **chunk}, {"langgraph_node": "agent", "run_id": "r"}]


TEXTS: dict[str, Any] = {
    "OpenAI chat": openai({"content": "x"}),
    "OpenAI reasoning": openai({"reasoning_content": "x"}),
    "OpenAI refusal": openai({"refusal": "x"}),
    "OpenAI completion": {"object": "text_completion", "choices": [{"text": "x", "finish_reason": None}]},
    "OpenAI responses": {"type": "response.output_text.delta", "item_id": "i", "delta": "x", "logprobs": []},
    "OpenAI responses reasoning": {"type": "response.reasoning_summary_text.delta", "delta": "x"},
    "Anthropic": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "x"}},
    "Anthropic thinking": {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "thinking_delta", "thinking": "x"},
    },
    "Gemini": {"candidates": [{"content": {"parts": [{"text": "x"}], "role": "model"}}]},
    "Cohere": {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "x"}}}},
    "Ollama chat": {"model": "m", "message": {"role": "assistant", "content": "x"}, "done": False},
    "Ollama generate": {"model": "m", "response": "x", "done": False},
    "Hugging Face": {"index": 7, "token": {"id": 3, "text": "x"}, "generated_text": None},
    "llama.cpp": {"content": "x", "stop": False},
    "AG-UI": {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": "x"},
    "AG-UI chunk": {"type": "TEXT_MESSAGE_CHUNK", "messageId": "m", "delta": "x"},
    "AG-UI reasoning": {"type": "REASONING_MESSAGE_CONTENT", "messageId": "m", "delta": "x"},
    "Vercel": {"type": "text-delta", "id": "1", "delta": "x"},
    "LangGraph": langchain({"content": "x"}),
    "LangGraph blocks": langchain({"content": [{"type": "text", "text": "x", "index": 0}]}),
    "LangChain events": {
        "event": "on_chat_model_stream",
        "run_id": "r",
        "data": {"chunk": {"type": "AIMessageChunk", "content": "x"}},
    },
    "LangServe log": [{"op": "add", "path": "/streamed_output/-", "value": "x"}],
    "A2A": {
        "jsonrpc": "2.0",
        "id": 1,
        "result": {"artifactUpdate": {"artifact": {"artifactId": "a", "parts": [{"text": "x"}]}}},
    },
    "ACP": {
        "jsonrpc": "2.0",
        "method": "session/update",
        "params": {
            "sessionId": "s",
            "update": {"sessionUpdate": "agent_message_chunk", "content": {"type": "text", "text": "x"}},
        },
    },
    "DashScope": {"output": {"choices": [{"message": {"content": "x"}, "finish_reason": "null"}]}},
    "Google ADK": {"content": {"parts": [{"text": "x"}], "role": "model"}, "partial": True, "author": "a"},
    "GraphQL over WebSocket": {"id": "1", "type": "next", "payload": {"data": {"chat": {"content": "x"}}}},
    "Dify": {"event": "message", "message_id": "m", "answer": "x"},
    "ours": {"type": "message.delta", "run_id": "r", "data": {"id": "m", "text": "x"}},
    "home-made token": {"token": "x"},
    "home-made text": {"text": "x"},
    "home-made content": {"role": "assistant", "content": "x"},
    "home-made delta": {"delta": "x"},
    "home-made chunk": {"type": "chunk", "index": 4, "data": "x"},
    "home-made with a space": {"tok": " x"},
    "home-made under any name": {"type": "chunk", "job_id": "j", "payload": {"words": "x"}},
    "in an envelope": {"event": "token", "data": openai({"content": "x"})},
}

ARGUMENTS: dict[str, Any] = {
    "OpenAI": openai(
        {"tool_calls": [{"index": 0, "id": "t", "function": {"name": "look_up", "arguments": "x"}}]}
    ),
    "OpenAI function": openai({"function_call": {"name": "look_up", "arguments": "x"}}),
    "OpenAI responses": {"type": "response.function_call_arguments.delta", "item_id": "i", "delta": "x"},
    "Anthropic": {
        "type": "content_block_delta",
        "index": 1,
        "delta": {"type": "input_json_delta", "partial_json": "x"},
    },
    "AG-UI": {"type": "TOOL_CALL_ARGS", "toolCallId": "t", "delta": "x"},
    "Vercel": {"type": "tool-input-delta", "toolCallId": "t", "inputTextDelta": "x"},
    "LangGraph": langchain({"content": "", "tool_call_chunks": [{"name": "f", "args": "x", "index": 0}]}),
    "ours": {"type": "tool.args", "run_id": "r", "data": {"id": "t", "delta": "x"}},
}

WHOLE: dict[str, Any] = {
    "a FHIR resource": {"resourceType": "Patient", "text": {"div": "x"}, "name": [{"family": "x"}]},
    "a record": {"name": "x", "note": "x"},
    "a status": {"type": "status", "message": "x"},
    "a whole completion": {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "x"}, "finish_reason": "stop"}],
    },
    "a finished text of Responses": {"type": "response.output_text.done", "item_id": "i", "text": "x"},
    "a finished message of ours": {"type": "message.end", "run_id": "r", "data": {"id": "m", "text": "x"}},
    "a tool's result": {"type": "TOOL_CALL_RESULT", "toolCallId": "t", "content": "x"},
    "a state change": {"type": "STATE_DELTA", "delta": [{"op": "add", "path": "/a", "value": "x"}]},
    "a conversation": {"type": "stream_state", "messages": [{"role": "user", "content": "x"}]},
    "a failure": {"type": "error", "error": {"type": "overloaded", "message": "x"}},
    "a list of records": [{"text": "x"}],
}


@pytest.mark.parametrize("message", [pytest.param(value, id=name) for name, value in TEXTS.items()])
def test_a_piece_of_a_text_is_found(message: Any) -> None:
    """Wherever a protocol puts it."""
    shape = read(message)
    assert [piece.arguments for piece in shape.pieces] == [False]
    assert at(message, shape.pieces[0].path).strip() == "x"


@pytest.mark.parametrize("message", [pytest.param(value, id=name) for name, value in ARGUMENTS.items()])
def test_a_piece_of_a_tool_calls_arguments_is_found(message: Any) -> None:
    """It is told from what is said."""
    shape = read(message)
    assert [piece.arguments for piece in shape.pieces] == [True]
    assert at(message, shape.pieces[0].path) == "x"


@pytest.mark.parametrize("message", [pytest.param(value, id=name) for name, value in WHOLE.items()])
def test_what_is_whole_is_no_piece(message: Any) -> None:
    """It need not wait for more."""
    shape = read(message)
    assert shape.pieces == []
    assert shape.values


def test_without_a_guess_only_what_says_so_is_a_piece() -> None:
    """What a client types is whole unless it says otherwise."""
    assert not read({"text": "x"}, guess=False).pieces
    assert not read({"token": "x"}, guess=False).pieces
    assert not read({"type": "message", "content": "x"}, guess=False).pieces
    assert read({"type": "chat_delta", "text": "x"}, guess=False).pieces
    assert read({"delta": "x"}, guess=False).pieces


def test_a_text_that_has_begun_goes_on() -> None:
    """Although nothing in this message says so."""
    (piece,) = read({"tok": "we "}).pieces
    assert not read({"tok": "x"}).pieces
    assert read({"tok": "x"}, begun={piece.text}).pieces == [piece]


def test_the_name_of_an_event_says_as_much_as_a_type() -> None:
    """Where the message itself says nothing."""
    assert not read({"text": "x"}, "status").pieces
    assert read({"info": {"text": "x"}}, "token").pieces
    assert read({}, "done").ends == [()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (openai({"content": "x"}), openai({"content": "x"}, index=1)),
        (openai({"content": "x"}), openai({"reasoning_content": "x"})),
        (TEXTS["Anthropic"], {**TEXTS["Anthropic"], "index": 1}),
        (TEXTS["AG-UI"], {**TEXTS["AG-UI"], "messageId": "n"}),
        (TEXTS["Vercel"], {**TEXTS["Vercel"], "id": "2"}),
        (TEXTS["ours"], {**TEXTS["ours"], "data": {"id": "n", "text": "x"}}),
        (TEXTS["LangGraph"], langchain({"content": "x", "id": "run-2"})),
        (TEXTS["Google ADK"], {**TEXTS["Google ADK"], "author": "b"}),
        ({"type": "thinking", "content": "x"}, {"type": "text", "content": "x"}),
        ({"type": "reasoning_delta", "delta": "x"}, {"type": "text_delta", "delta": "x"}),
        ({"agent": "planner", "token": "x"}, {"agent": "writer", "token": "x"}),
    ],
)
def test_texts_are_told_apart(one: Any, other: Any) -> None:
    """By their place, and by the ids of their protocol."""
    assert read(one).pieces[0].text != read(other).pieces[0].text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (openai({"content": "x"}), {**openai({"content": "y"}), "id": "c2", "created": 2}),
        (TEXTS["Hugging Face"], {**TEXTS["Hugging Face"], "index": 8}),
        (TEXTS["home-made chunk"], {**TEXTS["home-made chunk"], "index": 5}),
        ({"id": 1, "text": "x"}, {"id": 2, "text": "x"}),
        ({"seq": 1, "event_id": "a", "text": "x"}, {"seq": 2, "event_id": "b", "text": "x"}),
    ],
)
def test_a_number_of_a_message_makes_no_other_text(one: Any, other: Any) -> None:
    """Pieces that are kept apart could not be found to be one identifier."""
    assert read(one).pieces[0].text == read(other).pieces[0].text


@pytest.mark.parametrize(
    ("message", "ends"),
    [
        (openai({}, finish="stop", index=1), [(("choices.index", 1),)]),
        (openai({"content": "x"}, finish="length"), [(("choices.index", 0),)]),
        ({"type": "content_block_stop", "index": 1}, [(("index", 1),)]),
        ({"type": "message_stop"}, [()]),
        ({"type": "TEXT_MESSAGE_END", "messageId": "m"}, [(("messageId", "m"),)]),
        ({"type": "TOOL_CALL_END", "toolCallId": "t"}, [(("toolCallId", "t"),)]),
        ({"type": "RUN_FINISHED", "runId": "r", "threadId": "t"}, [()]),
        ({"type": "text-end", "id": "1"}, [(("id", "1"),)]),
        ({"type": "tool-input-available", "toolCallId": "t", "input": {}}, [(("toolCallId", "t"),)]),
        ({"type": "finish"}, [()]),
        ({"type": "response.completed", "response": {}}, [()]),
        ({"message": {"content": ""}, "done": True}, [()]),
        ({"candidates": [{"index": 0, "finishReason": "STOP"}]}, [(("candidates.index", 0),)]),
        ({"type": "message.end", "run_id": "r", "data": {"id": "m"}}, [(("id", "m"),)]),
        ({"type": "run.finished", "run_id": "r", "data": {}}, [()]),
        ({"event": "message_end"}, [()]),
        ({"jsonrpc": "2.0", "id": 3, "result": {"content": []}}, [()]),
        ({"type": "finish-step"}, []),
        ({"type": "STEP_FINISHED", "stepName": "a"}, []),
        ({"type": "ping"}, []),
        (openai({"content": "x"}), []),
    ],
)
def test_the_end_of_a_text_is_seen(message: Any, ends: list[Any]) -> None:
    """Of the one whose ids are given, or of all; other events end none."""
    assert read(message).ends == ends


@pytest.mark.parametrize(
    "message",
    [
        {"type": "error", "errorText": "x"},
        {"type": "RUN_ERROR", "message": "x"},
        {"type": "response.failed", "response": {}},
        {"error": {"message": "x"}},
    ],
)
def test_a_failure_is_seen(message: Any) -> None:
    """What was said before it may have been cut off."""
    assert read(message).failed


def test_a_message_that_says_that_it_is_not_the_last_ends_nothing() -> None:
    """Whatever its event is called: DashScope calls every one a result."""
    shape = read(TEXTS["DashScope"], "result")
    assert (shape.ends, shape.ends_unnamed) == ([], False)
    assert read({"output": {"text": "x", "finish_reason": "stop"}}, "result").ends == [()]


def test_what_was_said_so_far_is_no_piece_of_what_is_new() -> None:
    """Perplexity gives both in each chunk, and at the end the whole."""
    chunk = {"delta": {"content": "x"}, "message": {"content": "w x"}, "finish_reason": None}
    assert [piece.grows for piece in read({"choices": [chunk]}).pieces] == [False, True]
    assert [piece.path[1] for piece in read({"choices": [{**chunk, "finish_reason": "stop"}]}).pieces] == [0]


def test_ids_of_protocols_are_named_and_nothing_else() -> None:
    """A patient's name under `name` is a value; a tool's is none."""
    shape = read({"id": "1", "model": "m", "delta": "x", "name": "Ann"})
    assert shape.named == [("id",), ("model",)]
    assert shape.values
    assert not read(ARGUMENTS["OpenAI"]).values


def test_what_says_a_text_again_is_dropped() -> None:
    """Tokens with their probabilities, or as numbers."""
    choice = {**openai({"content": "x"})["choices"][0], "logprobs": {"content": [{"token": "x"}]}}
    assert read({"choices": [choice]}).repeated == [("choices", 0, "logprobs")]
    assert read({"context": [1, 2], "done": True}).repeated == [("context",)]
    assert read({"context": [1, 2]}).repeated == []


def test_a_message_with_more_than_its_piece_is_not_bare() -> None:
    """It must not be left out although its text has gone."""
    assert read(openai({"content": "x"})).bare
    assert not read({**openai({"content": "x"}), "usage": {"total_tokens": 3}}).bare
    assert not read(openai({"content": "x"}, finish="stop")).bare
    assert not read({"delta": "x", "note": "y"}).bare


def at(message: Any, path: tuple[str | int, ...]) -> Any:
    """What stands in a message at a path."""
    for step in path:
        message = message[step]
    return message
