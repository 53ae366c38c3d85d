"""What a caller sends, as AgentFlow takes it: `Message` objects and fields of the state.

It trusts nothing: a caller speaks for itself in text and media. What the model decided (tool calls), what
tools gave back and where the graph stands are not the caller's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asgi_agent.errors import InvalidInputError
from asgi_agent.validation import pydantic_faults

ROLES = ("user", "assistant", "system")
# Compared one by one, as what a caller gives for a type need not be hashable.
FORGED_BLOCKS = ("tool_call", "remote_tool_call", "tool_result")

# The framework's own part of the state; it ignores the first three in an input as well. `current_node` would
# let a caller choose which node runs.
RESERVED_FIELDS = frozenset({"context", "context_summary", "execution_meta", "current_node"})

# AgentFlow's client gives every message the id "0", which would make each after the first a repetition.
NO_ID = (None, "", 0, "0")

ROOT = "body.input"


def coerce(value: Any, message_class: Any, template: Any) -> dict[str, Any]:
    """The input of a run as `{"messages": [...], "state": {...}}`.

    Takes a text; `{"input": text}`; `{"messages": [...], "state": {...}}` with messages in OpenAI's form, in
    AgentFlow's or as its own objects; or the list of messages alone.

    Args:
        template: the state that the graph was compiled with; its class says what a field may hold.

    Raises:
        InvalidInputError: it is none of these.
    """
    if isinstance(value, str | list):
        value = {"messages": value}
    if not isinstance(value, Mapping):
        raise _invalid("", "Expected a text, a list of messages or an object")
    messages = value.get("messages", value.get("input"))
    place = ".messages" if "messages" in value else ".input"
    request: dict[str, Any] = {"messages": _messages(messages, message_class, place)}
    if (state := value.get("state")) is not None:
        request["state"] = checked_fields(state, template)
    if not request["messages"] and not request.get("state"):
        raise _invalid("", "Expected a text or messages")
    return request


def _messages(value: Any, message_class: Any, place: str) -> list[Any]:
    if isinstance(value, str):
        value = [value]
    if value is None:
        return []
    if not isinstance(value, list):
        raise _invalid(place, "Expected a text or an array of messages")
    return [_message(item, message_class, f"{place}[{index}]") for index, item in enumerate(value)]


def _message(value: Any, message_class: Any, place: str) -> Any:
    if isinstance(value, message_class):
        return value  # the host's own code made it
    if isinstance(value, str):
        value = {"role": "user", "content": value}
    if not isinstance(value, Mapping):
        raise _invalid(place, "Expected a text or an object")
    if value.get("role", "user") not in ROLES:
        raise _invalid(f"{place}.role", f"Expected one of {', '.join(ROLES)}")
    for name in ("tools_calls", "tool_calls"):
        if value.get(name):
            raise _invalid(f"{place}.{name}", "a caller makes no tool calls")
    fields: dict[str, Any] = {"role": value.get("role", "user"), "content": _content(value, place)}
    if (message_id := value.get("message_id")) not in NO_ID:
        fields["message_id"] = message_id
    if value.get("metadata"):
        fields["metadata"] = value["metadata"]
    return _validated(message_class, fields, place)


def _content(message: Mapping[str, Any], place: str) -> list[Any]:
    content = message.get("content")
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    if not isinstance(content, list):
        raise _invalid(f"{place}.content", "Expected a text or an array of blocks")
    for index, block in enumerate(content):
        if isinstance(block, Mapping) and block.get("type") in FORGED_BLOCKS:
            raise _invalid(
                f"{place}.content[{index}].type", "a caller makes no tool calls and gives no tool results"
            )
    return [_block(block) for block in content]


def _block(block: Any) -> Any:
    """A content block; OpenAI's image part in AgentFlow's form."""
    image = (
        block.get("image_url") if isinstance(block, Mapping) and block.get("type") == "image_url" else None
    )
    if isinstance(image, Mapping):
        return {"type": "image", "media": {"kind": "url", "url": image.get("url")}}
    return block


def _validated(model: Any, fields: dict[str, Any], place: str) -> Any:
    try:
        return model.model_validate(fields)
    except ValueError as error:  # pydantic's ValidationError, which quotes the input
        faults = pydantic_faults(error, ROOT + place, model.model_json_schema())
    raise InvalidInputError("the input does not fit", errors=faults)


def checked_fields(value: Any, template: Any) -> dict[str, Any]:
    """The given fields of the state, checked, since the framework assigns them as they come.

    Raises:
        InvalidInputError: one of them does not fit the state's class.
    """
    if not isinstance(value, Mapping):
        raise _invalid(".state", "Expected an object")
    model = type(template)
    scratch = template.model_copy()
    given = [name for name in value if name in model.model_fields and name not in RESERVED_FIELDS]
    for name in given:
        try:
            model.__pydantic_validator__.validate_assignment(scratch, name, value[name])
        except ValueError as error:  # pydantic's ValidationError, which quotes the input
            faults = pydantic_faults(error, ROOT + ".state", model.model_json_schema())
        else:
            continue
        raise InvalidInputError("the input does not fit", errors=faults)
    return {name: getattr(scratch, name) for name in given}


def _invalid(place: str, rule: str) -> InvalidInputError:
    return InvalidInputError("the input does not fit", errors=[{"loc": ROOT + place, "msg": rule}])
