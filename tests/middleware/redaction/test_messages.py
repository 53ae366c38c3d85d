from __future__ import annotations

import json
from typing import Any

import pytest

from asgi_agent.middleware.redaction import messages as module
from asgi_agent.middleware.redaction.messages import Messages
from asgi_agent.middleware.redaction.problems import UNREADABLE, MalformedError, TooLargeError
from asgi_agent.middleware.redaction.rewriters import Redaction
from asgi_agent.phi import Redactor


def stream(**options: Any) -> Messages[None]:
    """A stream of messages in no framing."""
    return Messages(Redaction(Redactor().session()), **options)


def taken(messages: Messages[None], *payloads: Any) -> list[str]:
    """What leaves when these have come."""
    texts = [payload if isinstance(payload, str) else json.dumps(payload) for payload in payloads]
    return [decided.payload for text in texts for decided in messages.take(None, text)]


def test_a_message_that_is_whole_leaves_at_once_and_as_it_was_written() -> None:
    """With odd spacing, repeated names and numbers of any kind."""
    payload = '{ "a": 1.50, "ssn":"219-09-9999",\t"a": 1e400, "\\u00e9": [] }'
    assert taken(stream(), payload) == [payload.replace("219-09-9999", "[SSN]")]


def test_a_message_that_is_written_as_python_does_is_read() -> None:
    """Its module writes what is no number, which is no JSON, and stays as it is."""
    assert taken(stream(), '{"loss": NaN, "ssn": "219-09-9999"}') == ['{"loss": NaN, "ssn": "[SSN]"}']


def test_a_message_with_a_piece_keeps_all_else() -> None:
    """Names of members, their order, numbers and words of the protocol."""
    message = {"z": 1, "type": "delta", "id": "evt_5558675309", "a": [1.5, None], "text": "all is well "}
    (payload,) = taken(stream(), message, {"type": "end"})[:1]
    assert json.loads(payload) == message
    assert list(json.loads(payload)) == list(message)


def test_values_beside_a_piece_are_redacted() -> None:
    """By their names; ids of the protocol stay."""
    message = {"type": "delta", "run_id": "555-867-5309", "text": "well ", "patient": {"name": "Ann Lee"}}
    (payload,) = taken(stream(), message)
    assert json.loads(payload) == {**message, "patient": {"name": "[NAME]"}}


def test_messages_leave_in_the_order_in_which_they_are_decided() -> None:
    """One that waits is passed by others, but not by those of its own text."""
    messages = stream()
    assert taken(messages, {"type": "delta", "text": "SSN 219-"}) == []
    assert taken(messages, {"type": "ping"}) == ['{"type": "ping"}']
    assert messages.waiting
    first, second = taken(messages, {"type": "delta", "text": "09-9999 was given "})
    assert (json.loads(first)["text"], json.loads(second)["text"]) == ("SSN [SSN]", " was given ")


def test_a_message_of_which_nothing_is_left_is_left_out() -> None:
    """Some clients take no empty delta; one that says more is sent all the same."""
    messages = stream()
    pieces = ("219-", "09-", "9999 was given ")
    deltas = [{"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": piece} for piece in pieces]
    assert [json.loads(text)["delta"] for text in taken(messages, *deltas)] == ["[SSN]", " was given "]
    usage = {"type": "delta", "text": "-9999 was given ", "usage": {"total_tokens": 3}}
    sent = taken(stream(), {"type": "delta", "text": "219-09"}, usage)
    assert json.loads(sent[-1])["usage"] == {"total_tokens": 3}


def test_a_long_piece_is_sent_as_far_as_it_is_decided() -> None:
    """The first word of an answer does not wait for the second piece."""
    messages = stream()
    first = taken(messages, {"type": "delta", "text": "the quick brown fox jumps over the lazy do"})
    assert [json.loads(text)["text"] for text in first] == ["the quick brown fox jumps over the lazy "]
    rest = taken(messages, {"type": "delta", "text": "g today "})
    assert "".join(json.loads(text)["text"] for text in rest) == "dog today "


def test_a_message_that_may_be_whole_is_not_taken_apart() -> None:
    """Nothing says that it is a piece, so a client may count on all of it."""
    messages = stream()
    message = {"text": "the quick brown fox jumps over the lazy dog"}
    assert taken(messages, message) == []
    (decided,) = messages.close()
    assert json.loads(decided.payload) == message


def test_what_its_name_makes_an_identifier_is_no_piece() -> None:
    """Although it ends in a space, as tokens do."""
    assert taken(stream(), '{"patient_name": "Zyx Wvu "}') == ['{"patient_name": "[NAME]"}']


def test_a_list_within_a_text_is_part_of_it() -> None:
    """A note of a source is no message of its own."""
    messages = stream()
    sent = [*taken(messages, "as in ", "[1]", " and ", "[2]"), *(one.payload for one in messages.close())]
    assert "".join(sent) == "as in [1] and [2]"


def test_what_would_have_to_wait_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool call that does not end is not held forever."""
    monkeypatch.setattr(module, "MAX_HELD", 1000)
    with pytest.raises(TooLargeError):
        taken(stream(), *[{"type": "TOOL_CALL_ARGS", "toolCallId": "t", "delta": "a" * 50}] * 100)


@pytest.mark.parametrize(
    "payload",
    [
        '{"type": "delta", "text": "a", "text": "b"}',
        '{"type": "delta", "text": "a", "n": 1e400}',
        '{"type": "delta", "text": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"a": ' * 200 + "1" + "}" * 200,
        '{"type": "delta", "Mr. John Smith": {"text": "a"}, "b": "c"}',
    ],
    ids=["a name twice", "a number out of range", "nested too deeply", "nested deeply", "a name of a person"],
)
def test_a_message_that_others_may_read_otherwise_is_refused(payload: str) -> None:
    """Which of two members of one name a client takes is anybody's guess."""
    with pytest.raises(UNREADABLE):
        taken(stream(), payload)


def test_escapes_and_characters_of_all_kinds_pass() -> None:
    """ASCII stays ASCII, and half a surrogate pair is no fault of ours."""
    messages = stream()
    tokens = ['{"token": "caf\\u00e9 "}', '{"token": "na\u00efve "}', '{"token": "\\ud83d "}', "[DONE]"]
    *sent, _ = taken(messages, *tokens)
    assert [json.loads(text)["token"] for text in sent] == ["caf\u00e9 ", "na\u00efve ", "\ud83d "]
    assert sent[0].isascii()
    sent = taken(stream(), '{"token": "\u00e9 219-09-9999 \\ud83d was given "}')
    assert sent[0].isascii()


def test_a_stream_of_like_messages_is_read_as_one_of_unlike_ones() -> None:
    """What is known of a message is used for the next, if that differs in its piece alone."""
    pieces = ["we ", '"saw" ', "Mr. ", "John \\ ", "Smith, ", "\u00e9 ", "content ", "well"]
    like = [{"i": 1, "choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
    unlike = [
        {"i": n, "choices": [{"index": 0, "delta": {"content": piece}}]} for n, piece in enumerate(pieces)
    ]
    texts = []
    for sequence in (like, unlike):
        messages = stream()
        sent = [*taken(messages, *sequence), *(one.payload for one in messages.close())]
        texts.append("".join(json.loads(text)["choices"][0]["delta"]["content"] for text in sent))
    assert texts[0] == texts[1] == Redactor().redact("".join(pieces))


def test_a_member_that_looks_like_the_piece_is_not_taken_for_it() -> None:
    """The same word may stand twice in a message."""
    messages = stream()
    message = {"choices": [{"index": 0, "delta": {"role": "tool", "content": "tool "}}], "id": "tool "}
    other = {"choices": [{"index": 0, "delta": {"role": "tool", "content": "next "}}], "id": "tool "}
    sent = taken(messages, message, message, other)
    assert [json.loads(text) for text in sent] == [message, message, other]


def test_a_pretended_document_of_arguments_is_not_passed() -> None:
    """What begins like JSON and is none cannot be read."""
    messages = stream()
    deltas = [{"type": "TOOL_CALL_ARGS", "toolCallId": "t", "delta": piece} for piece in ('{"a": ', "219}x")]
    taken(messages, *deltas)
    (sent, _) = taken(messages, {"type": "TOOL_CALL_END", "toolCallId": "t"})
    assert json.loads(sent)["delta"] == "[REDACTED]"


def test_nothing_can_be_read_into_a_failed_stream() -> None:
    """What waits when it fails never leaves, and what comes after is a new text."""
    messages = stream()
    taken(messages, {"type": "delta", "text": "SSN 219-"})
    taken(messages, {"type": "error", "message": "overloaded"})
    assert not messages.waiting
    assert messages.close() == []


def test_malformed_is_what_a_client_would_be_told() -> None:
    """In words that quote nothing."""
    with pytest.raises(MalformedError) as refusal:
        taken(stream(), '{"type": "delta", "text": "Ann", "text": "Lee"}')
    assert "Ann" not in refusal.value.detail


def test_a_name_that_looks_like_the_piece_is_not_taken_for_it() -> None:
    """The piece itself may be written with escapes."""
    messages = stream()
    first, second = '{"delta": "\\u0064elta"}', '{"delta": "\\u0064elta"}'
    sent = [*taken(messages, first, second), *(one.payload for one in messages.close())]
    assert [json.loads(text) for text in sent] == [{"delta": "delta"}] * 2


def test_a_record_that_is_not_completed_is_not_taken_apart() -> None:
    """To be the last of a text, or to be done, are two things."""
    messages = stream()
    record = {"completed": False, "content": "call the pharmacy about the refill before noon"}
    assert taken(messages, record) == []
    assert [json.loads(one.payload) for one in messages.close()] == [record]


def test_a_list_of_words_is_a_text() -> None:
    """Each place in it a text of its own."""
    messages = stream()
    deltas = [{"type": "delta", "content": [piece]} for piece in ("SSN 219-", "09-9999")]
    assert taken(messages, *deltas) == []
    assert [json.loads(one.payload)["content"] for one in messages.close()] == [["SSN [SSN]"]]


@pytest.mark.parametrize("depth", [60, 900])
def test_a_piece_that_stands_deep_is_found_or_refused(depth: int) -> None:
    """Nothing is passed because it could not be reached."""
    payload = '{"a": ' * depth + '{"delta": "219-09-9999"}' + "}" * depth
    messages = stream()
    try:
        sent = [*taken(messages, payload), *(one.payload for one in messages.close())]
    except UNREADABLE:
        sent = []
    assert "219" not in "".join(sent)


def test_texts_that_never_end_are_not_remembered_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that began first is taken to be complete."""
    monkeypatch.setattr(module, "MAX_TEXTS", 2)
    messages = stream()
    deltas = [
        {"type": "TEXT_MESSAGE_CONTENT", "messageId": name, "delta": "SSN 219-09-9999"} for name in "abc"
    ]
    (sent,) = taken(messages, *deltas)
    assert json.loads(sent) == {**deltas[0], "delta": "SSN [SSN]"}


@pytest.mark.parametrize("step", [1, 3, 10])
@pytest.mark.parametrize("kind", ["text", "choices"])
def test_messages_that_say_all_so_far_and_that_more_will_come(kind: str, step: int) -> None:
    """As DashScope does by default: each is hidden as far as it is decided, and the last as a whole."""
    text = "The patient is John Smith, SSN 219-09-9999, seen on March 5."
    messages, given = stream(), []
    for end in [*range(1, len(text), step), len(text)]:
        reason = "null" if end < len(text) else "stop"
        said: Any = {"text": text[:end], "finish_reason": reason}
        if kind == "choices":
            said = {"choices": [{"message": {"content": text[:end]}, "finish_reason": reason}]}
        given += taken(messages, {"output": said})
    assert not any(part in each for each in given for part in ("Smi", "219", "March"))
    assert Redactor().redact(text) in given[-1]


def test_all_so_far_beside_what_is_new_shows_no_more_than_that() -> None:
    """As Perplexity gives it; joined as if it were new, a name ran into the next word and was not found."""
    messages, given, text = stream(), [], "Patient John Smith (SSN 219-09-9999) was seen"
    for start in range(0, len(text), 18):
        choice = {"delta": {"content": text[start : start + 18]}, "message": {"content": text[: start + 18]}}
        reason = "stop" if start + 18 >= len(text) else None
        given += taken(messages, {"choices": [{"index": 0, "finish_reason": reason, **choice}]})
    choices = [json.loads(each)["choices"][0] for each in given]
    redacted = Redactor().redact(text)
    assert "".join(choice["delta"]["content"] for choice in choices) == redacted
    assert all(redacted.startswith(choice["message"]["content"]) for choice in choices)
    assert choices[-1]["message"]["content"] == redacted


def test_a_text_that_is_given_whole_at_its_end_comes_to_its_end_before() -> None:
    """Google's ADK says of all but the last that they are partial; two agents may speak at once."""
    messages = stream()
    said = [
        {"author": "a", "partial": True, "content": {"parts": [{"text": "SSN 219-0"}]}},
        {"author": "b", "partial": True, "content": {"parts": [{"text": "seen "}]}},
        {"author": "b", "content": {"parts": [{"text": "seen "}]}},
        {"author": "a", "partial": True, "content": {"parts": [{"text": "9-9999"}]}},
        {"author": "a", "content": {"parts": [{"text": "SSN 219-09-9999"}]}},
    ]
    given = [json.loads(each) for each in taken(messages, *said)]
    assert [(each["author"], each["content"]["parts"][0]["text"]) for each in given] == [
        ("b", "seen "),
        ("b", "seen "),
        ("a", "SSN [SSN]"),
        ("a", ""),
        ("a", "SSN [SSN]"),
    ]
    assert not messages.waiting


def test_a_word_in_quotes_is_a_piece_of_a_text_that_is_no_json() -> None:
    """Read as a JSON string it ran into the date before it, and was hidden with it."""
    messages = stream()
    given = taken(messages, "DOB 03/05/1961", ' "quoted"', " by us ", "[DONE]")
    assert "".join(given) == 'DOB [DATE] "quoted" by us [DONE]'


def test_a_text_of_json_strings_stays_one() -> None:
    """Although a word that is none comes among them."""
    given = taken(stream(), '"SSN 219-0"', '"9-99"', "ping ", '"99 ok"', "[DONE]")
    assert not any(part in "".join(given) for part in ("219", "9-99"))


def test_a_text_may_begin_in_the_message_that_opens_its_block() -> None:
    """With Anthropic that is empty, and not with all who speak alike; it stays in any case."""
    messages = stream()
    given = taken(
        messages,
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "Smit"}},
        {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "text_delta", "text": "h, John, SSN 219-"},
        },
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "09-9999"}},
        {"type": "content_block_stop", "index": 0},
    )
    said = [json.loads(each) for each in given]
    texts = [each.get("content_block", each.get("delta", {})).get("text", "") for each in said]
    assert said[0]["type"] == "content_block_start"
    assert "".join(texts) == Redactor().redact("Smith, John, SSN 219-09-9999")


def test_what_nobody_calls_a_piece_does_not_wait_for_ever() -> None:
    """Two signs of life with nothing said between them say that there is no more to come."""
    messages = stream()
    assert taken(messages, {"message": "seen by John"}, {"type": "delta", "text": "SSN 219-"}) == []
    assert messages.rest_at_second_sign() == []
    assert taken(messages, {"n": 1}) == ['{"n": 1}']
    assert messages.rest_at_second_sign() == []
    (decided,) = messages.rest_at_second_sign()
    assert json.loads(decided.payload) == {"message": "seen by [NAME]"}
    assert messages.waiting
