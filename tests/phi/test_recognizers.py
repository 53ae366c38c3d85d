"""Recognizers run beside the rules: within their time, in their threads, and failing as they are told to."""

from __future__ import annotations

import logging
import math
import os
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.policy import Action, Policy
from asgi_agent.phi.recognizers import SAMPLE, RecognizerFailedError, Recognizers
from asgi_agent.phi.redactor import Redactor
from asgi_agent.phi.spans import Label, Span
from tests.servers import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = "zq7secret"


def finds(word: str, label: Label = Label.NAME, score: float = 0.9) -> Callable[[str], list[Span]]:
    """A recognizer of one word."""

    def recognizer(text: str) -> list[Span]:
        start = text.find(word)
        return [] if start < 0 else [Span(start, start + len(word), label, score, "test.word")]

    return recognizer


class Hangs:
    """A recognizer that does not come back from texts with a word in them until it is let go."""

    def __init__(self, word: str = SECRET) -> None:
        self.word = word
        self.go = threading.Event()
        self.calls = 0

    def __call__(self, text: str) -> list[Span]:
        if self.word in text:
            self.calls += 1
            self.go.wait(60)
        return []


class Fails:
    """A recognizer that raises at texts with a word in them."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error or ValueError(SECRET)

    def __call__(self, text: str) -> list[Span]:
        if SECRET in text:
            raise self.error
        return []


@pytest.fixture
def hangs() -> Iterator[Hangs]:
    """Let go of at the end, so that no thread outlives the test."""
    recognizer = Hangs()
    yield recognizer
    recognizer.go.set()


def recognizer_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("recognizer ")]


def test_what_all_of_them_find_is_found() -> None:
    """Overlapping or not; to merge is the redactor's work."""
    recognizers = Recognizers(finds("Vashti"), finds("Vashti Okonkwo"), finds("Ward 7", Label.LOCATION))
    found = recognizers.find("Vashti Okonkwo in Ward 7")
    assert [(span.start, span.end) for span in found] == [(0, 6), (0, 14), (18, 24)]


def test_they_add_to_what_the_redactor_finds() -> None:
    """Merged with it: no character that either found is left."""
    redactor = Redactor(known={"Okonkwo": Label.NAME}, recognizers=Recognizers(finds("Vashti Okonkwo")))
    assert redactor.redact("spoke with Vashti Okonkwo about it") == "spoke with [NAME] about it"
    [span] = redactor.find("spoke with Vashti Okonkwo about it")
    assert (span.start, span.end) == (11, 25)


@pytest.mark.parametrize("word", ["NAME_k7f3", "[NAME_k7f3", "NAME_k7f3] and Zorp", "Zorp [NAME_k7f3]"])
def test_tokens_are_left_alone_whatever_they_are_taken_for(word: str) -> None:
    """A model that has never seen a token takes it for a name, or for a part of one."""
    redactor = Redactor(recognizers=Recognizers(finds(word)))
    redacted = redactor.redact("so Zorp [NAME_k7f3] and Zorp left")
    assert "[NAME_k7f3]" in redacted
    assert redacted.count("Zorp") == 2 - ("Zorp" in word)


def test_the_policy_decides_about_their_finds() -> None:
    """What it keeps, and what is not certain enough, stays."""
    policy = Policy("test", {Label.LOCATION: Action.KEEP}, min_score=0.5)
    recognizers = Recognizers(finds("Ward 7", Label.LOCATION), finds("maybe", score=0.4), finds("surely"))
    redactor = Redactor(policy, recognizers=recognizers)
    assert redactor.redact("maybe and surely in Ward 7") == "maybe and [NAME] in Ward 7"


def test_a_stream_waits_for_them() -> None:
    """They read whole texts, so nothing is given back before the end; the result is that of the batch."""
    redactor = Redactor(recognizers=Recognizers(finds("two words")))
    stream = redactor.stream()
    text = "here are two words in it"
    assert [stream.feed(character) for character in text] == [""] * len(text)
    assert stream.close() == redactor.redact(text) == "here are [NAME] in it"


def test_one_that_raises_closes() -> None:
    """The text counts as unread; the error says nothing of it and has no cause."""
    recognizers = Recognizers(finds("Vashti"), Fails())
    with pytest.raises(RecognizerFailedError) as caught:
        recognizers.find(f"Vashti {SECRET}")
    assert SECRET not in str(caught.value) + repr(caught.value.to_dict())
    assert (caught.value.status, caught.value.__cause__, caught.value.__context__) == (503, None, None)
    assert recognizers.failures == {"Fails": 1}


@pytest.mark.parametrize("error", [ValueError(SECRET), SystemExit(SECRET), KeyboardInterrupt(SECRET)])
def test_whatever_it_raises_nothing_counts_as_read(error: BaseException) -> None:
    """A thread's SystemExit passes in silence, and so would the text."""
    with pytest.raises(RecognizerFailedError):
        Recognizers(Fails(error)).find(SECRET)


def test_open_goes_on_with_what_the_others_find(caplog: pytest.LogCaptureFixture) -> None:
    """Each failure counts; the log says when it began and when it ended, and no text."""
    recognizers = Recognizers(finds("Vashti"), Fails(), on_failure="open")
    redactor = Redactor(known=("Okonkwo",), recognizers=recognizers)
    with caplog.at_level(logging.INFO, logger="asgi_agent"):
        for _ in range(3):
            assert redactor.redact(f"Vashti and Okonkwo {SECRET}") == f"[NAME] and [ID] {SECRET}"
        redactor.redact("works")
    assert recognizers.failures == {"Fails": 3}
    assert caplog.messages == ["Fails fails: ValueError; on_failure is 'open'", "Fails works again"]


def test_one_that_takes_too_long_fails(hangs: Hangs) -> None:
    """After the time that a text may take."""
    recognizers = Recognizers(hangs, timeout=0.05)
    with pytest.raises(RecognizerFailedError):
        recognizers.find(SECRET)
    assert recognizers.failures == {"Hangs": 1}


def test_one_that_hangs_holds_no_more_threads_than_it_may(hangs: Hangs) -> None:
    """Further texts fail without a call to it, and at once rather than after their time."""
    recognizers = Recognizers(hangs, timeout=0.05, threads=2, on_failure="open")
    for _ in range(2):
        recognizers.find(SECRET)
    recognizers.timeout = 3600
    for _ in range(20):
        recognizers.find(SECRET)
    assert len(recognizer_threads()) == hangs.calls == 2
    assert recognizers.failures == {"Hangs": 22}


def test_one_that_hung_is_used_again_when_it_comes_back(
    hangs: Hangs, caplog: pytest.LogCaptureFixture
) -> None:
    """A single long text is no reason to do without it for good."""
    recognizers = Recognizers(hangs, timeout=0.05, on_failure="open")
    recognizers.find(SECRET)
    [thread] = recognizer_threads()
    hangs.go.set()
    thread.join(10)
    recognizers.timeout = 10
    assert recognizers.find("more") == []
    assert caplog.messages[-1] == "Hangs works again"


def test_others_are_left_alone_by_one_that_hangs(hangs: Hangs) -> None:
    """Each has threads of its own."""
    recognizers = Recognizers(hangs, finds("Vashti"), timeout=0.2, on_failure="open")
    for _ in range(3):
        assert len(recognizers.find(f"{SECRET} Vashti")) == 1


def test_calls_of_one_recognizer_do_not_overlap() -> None:
    """Few models say that they may be called from several threads at once."""
    inside, most = [0], [0]

    def counts(text: str) -> list[Span]:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.01)
        inside[0] -= 1
        return []

    recognizers = Recognizers(counts, timeout=30)
    threads = [threading.Thread(target=recognizers.find, args=("text",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == [1]


def test_no_thread_is_left_when_a_text_is_read() -> None:
    """Waiting threads would be missing in a process that was forked afterwards."""
    Recognizers(finds("a"), finds("b")).find("ab")
    for thread in recognizer_threads():
        thread.join(10)
    assert recognizer_threads() == []


@pytest.mark.parametrize(
    "nonsense",
    [
        [(0, 1, "NAME")],
        [Span(0, 10_000, Label.NAME, 1.0, "x")],
        [Span(3, 3, Label.NAME, 1.0, "x")],
        [Span(-1, 3, Label.NAME, 1.0, "x")],
        [Span(0.0, 3.0, Label.NAME, 1.0, "x")],  # type: ignore[arg-type]
        [Span(0, 3, "PERSON", 1.0, "x")],  # type: ignore[arg-type]
        [Span(0, 3, Label.NAME, math.nan, "x")],
        [Span(0, 3, Label.NAME, None, "x")],  # type: ignore[arg-type]
        None,
    ],
)
def test_nonsense_is_a_failure(nonsense: Any) -> None:
    """Offsets that are not of the text would replace something else, or nothing."""
    with pytest.raises(RecognizerFailedError):
        Recognizers(lambda text: [] if text == SAMPLE else nonsense).find("a text")


def test_labels_may_be_plain_strings() -> None:
    """As a model of the host's own may give them; from then on they are labels."""
    plain = Span(0, 4, "NAME", 1, "x")  # type: ignore[arg-type]
    (span,) = Recognizers(lambda text: [] if text == SAMPLE else [plain]).find("Zark")
    assert span.label is Label.NAME


def test_what_cannot_read_a_sample_fails_at_start_up() -> None:
    """Rather than at each request; there the error may be seen, as the sample is nobody's."""

    def lost(text: str) -> list[Span]:
        raise FileNotFoundError("no such model")

    with pytest.raises(ConfigurationError, match="lost cannot read a sample: FileNotFoundError") as caught:
        Recognizers(lost)
    assert isinstance(caught.value.__cause__, FileNotFoundError)


@pytest.mark.parametrize(
    "options", [{"timeout": 0}, {"threads": 0}, {"on_failure": "ajar"}, {"on_failure": "Open"}]
)
def test_a_setting_that_cannot_work_is_refused(options: dict[str, Any]) -> None:
    """A misspelt fail mode would be the wrong one of two."""
    with pytest.raises(ConfigurationError):
        Recognizers(finds("a"), **options)
    with pytest.raises(ConfigurationError):
        Recognizers()


FORKED = """
import os
import re
from asgi_agent.phi.recognizers import Recognizers
from asgi_agent.phi.spans import Label, Span
recognizers = Recognizers(lambda text: [Span(0, 1, Label.NAME, 1.0, "x")])
recognizers.find("before")
if (child := os.fork()) == 0:
    os._exit(len(recognizers.find("after")))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""

HANGING = """
import threading
from asgi_agent.phi.recognizers import Recognizers
hangs = lambda text: [] if "Roe" in text else threading.Event().wait()
recognizers = Recognizers(hangs, timeout=0.05, on_failure="open")
print(recognizers.find("text"))
"""


@pytest.mark.parametrize(("program", "printed"), [(FORKED, "1"), (HANGING, "[]")], ids=["fork", "exit"])
def test_a_process_may_fork_and_may_end(program: str, printed: str) -> None:
    """Servers fork after loading the application; one that hangs does not keep the process from ending."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, printed), done.stderr


def test_words_are_whole_between_tags_and_around_characters_that_nobody_sees() -> None:
    """A model takes a zero-width space for a letter."""

    def words(text: str) -> Iterator[Span]:
        for match in re.finditer(r"\S+", text):
            if match[0] == SECRET:
                yield Span(*match.span(), Label.NAME, 0.9, "test.word")

    redactor = Redactor(recognizers=Recognizers(words))
    resource = {"resourceType": "Basic", "text": {"div": f"<div>{SECRET} was <b>{SECRET}</b></div>"}}
    assert redactor.redact_json(resource)["text"]["div"] == "<div>[NAME] was <b>[NAME]</b></div>"
    assert redactor.redact(f"saw {SECRET[:3]}\u200b{SECRET[3:]} today") == "saw [NAME] today"
