"""What an application says about its request."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import pytest
from fastapi import BackgroundTasks, Depends, FastAPI, Request
from hypothesis import given, settings
from hypothesis import strategies as st

from asgi_agent import Principal
from asgi_agent.audit.codes import PURPOSES
from asgi_agent.audit.errors import AuditUnavailableError
from asgi_agent.audit.facts import MAX_OBJECTS
from asgi_agent.audit.naming import MAX_ID, MAX_ROLES
from asgi_agent.audit.record import (
    Authorization,
    Change,
    Outcome,
    Resource,
    Subject,
    encode_record,
)
from asgi_agent.audit.request import RequestAudit
from asgi_agent.scope import AUDIT_KEY
from tests.audit.audited import REQUEST, Audited
from tests.middleware.audit.recorded import Recorded

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_what_is_said_before_the_response_stands_in_both_records() -> None:
    """On whom, why, what was touched, under which policy, what it was, and who."""
    audited = Audited()
    visit = str(uuid4())
    audit = audited.audit
    audit.subject(patient="123", encounter=visit)
    audit.purpose("TREAT")
    audit.resource("Observation", "obs 7")
    audit.resource("Patient", "123")
    audit.resource("Thread")
    audit.authz(policy="p-17", consent="c 9")
    audit.action("U", "chart.sign")
    audit.actor(Principal("u-1", roles=("nurse",)), on_behalf_of="u-2", method="oauth2", reference=visit)
    await audited.begin()
    await audited.end()
    patient = audited.store.patient("123")
    for record in await audited.records():
        assert record.subject == Subject(patient, visit)
        assert record.purpose == "TREAT"
        assert record.object == (
            Resource("Observation", audited.store.pseudonyms.of("Observation", "obs 7")),
            Resource("Patient", patient),
            Resource("Thread"),
        )
        assert record.authz == Authorization("p-17", audited.store.pseudonyms.of("consent", "c 9"))
        assert (record.event.action, record.event.name) == ("U", "chart.sign")
        assert record.actor is not None
        assert (record.actor.id, record.actor.on_behalf_of) == ("u-1", "u-2")
        assert record.actor.auth is not None
        assert (record.actor.auth.method, record.actor.auth.jti) == ("oauth2", visit)
        assert record.corr is not None
        assert record.corr.request == REQUEST


async def test_what_is_said_after_the_start_stands_in_the_end() -> None:
    """A stream may find out only then."""
    audited = Audited()
    await audited.begin()
    audited.audit.subject(patient="123")
    end = await audited.end()
    assert end.subject == Subject(audited.store.patient("123"))


async def test_a_patient_and_a_visit_may_be_said_one_after_the_other() -> None:
    """In any order, and again."""
    audited = Audited()
    audited.audit.subject(encounter="v 1")
    audited.audit.subject(patient="123")
    audited.audit.subject(patient="123", encounter="v 1")
    end = await audited.end()
    visit = audited.store.pseudonyms.of("encounter", "v 1")
    assert end.subject == Subject(audited.store.patient("123"), visit)
    assert len(await audited.records()) == 1


async def test_each_patient_after_the_first_gets_a_record_of_its_own() -> None:
    """Once; a list of patients is a disclosure of each of them, durable before the first byte."""
    audited = Audited()
    for patient in ("1", "2", "3", "2", "1"):
        audited.audit.subject(patient=patient)
    audited.audit.subject(encounter="another visit")
    audited.audit.subject(encounter="a third visit")
    await audited.begin()
    events = [r for r in audited.store.of("http.request", "event") if r.subject]
    assert [r.subject.patient for r in events if r.subject] == [
        audited.store.patient(patient) for patient in ("2", "3", "1")
    ]
    assert events[-1].subject
    assert events[-1].subject.encounter == audited.store.pseudonyms.of("encounter", "a third visit")


async def test_resources_that_do_not_fit_into_the_record_get_one_of_their_own() -> None:
    """Each of them once; what is said twice is one."""
    audited = Audited()
    for number in [*range(MAX_OBJECTS + 3), 0, MAX_OBJECTS + 1]:
        audited.audit.resource("Observation", f"obs {number}")
    await audited.begin()
    intent = audited.store.of("http.request", "intent")[0]
    assert len(intent.object) == MAX_OBJECTS
    assert [len(record.object) for record in audited.store.of("http.request", "event")] == [1, 1, 1]


async def test_breaking_the_glass_makes_a_record_at_once_and_marks_the_others() -> None:
    """With the purpose that HL7 has for it, unless another one was said."""
    for said, purpose in ((None, "BTG"), ("ETREAT", "ETREAT")):
        audited = Audited()
        if said:
            audited.audit.purpose(said)
        await audited.audit.break_glass()
        (event,) = audited.store.of("break_glass")
        assert event.authz == Authorization(break_glass=True)
        assert event.outcome == Outcome("success")
        await audited.begin()
        end = await audited.end()
        assert (end.authz, end.purpose) == (Authorization(break_glass=True), purpose)
        assert len(audited.store.of("break_glass")) == 1


async def test_a_change_is_a_record_of_its_own() -> None:
    """Durable before the first byte, with digests that only the key makes and no value."""
    audited = Audited()
    old, new = {"id": "1", "address": "12 Elm Street"}, {"address": "9 Oak Road", "id": "1"}
    audited.audit.subject(patient="123")
    audited.audit.change("Patient", "123", fields=["address", "name.family"], before=old, after=new)
    await audited.begin()
    (record,) = audited.store.of("resource.change")
    naming = audited.audit.naming
    assert record.event.action == "U"
    assert record.object == (Resource("Patient", audited.store.patient("123")),)
    assert record.change == Change(("address", "name.family"), naming.digest(old), naming.digest(new))
    assert naming.digest(dict(reversed(old.items()))) == naming.digest(old) != naming.digest(new)
    assert b"Elm" not in b"".join(audited.store.lines())
    end = await audited.end()
    assert (end.change, end.object) == (None, ())


@pytest.mark.parametrize(
    ("before", "after", "action"),
    [(None, "new", "C"), (b"old", None, "D"), ("old", b"new", "U"), (None, None, "U")],
)
async def test_what_was_not_there_before_was_created(before: object, after: object, action: str) -> None:
    """And what is not there afterwards was deleted."""
    audited = Audited()
    await audited.audit.change("Observation", before=before, after=after)
    (record,) = audited.store.of("resource.change")
    assert (record.event.action, record.outcome) == (action, Outcome("success"))
    assert record.change is not None
    assert (record.change.before is None, record.change.after is None) == (before is None, after is None)


@pytest.mark.parametrize(
    "fields", ["address", ["12 Elm Street"], ["a"] * 33, [""], ["a.b.c.d.e"], ["x" * 33]]
)
async def test_a_field_that_is_no_name_of_one_is_refused(fields: Any) -> None:
    """It may be a value; so may a long list be."""
    audited = Audited()
    with pytest.raises(ValueError, match="field"):
        audited.audit.change("Patient", "123", fields=fields)


async def test_an_event_of_the_applications_own() -> None:
    """It says what the request's records say, but for what is given."""
    audited = Audited()
    audited.audit.subject(patient="123")
    audited.audit.resource("Observation", "1")
    audited.audit.event("letter.sent")
    audited.audit.event(
        "letter.read",
        action="R",
        name="letters.read",
        outcome="denied",
        patient="9",
        resource=("Letter", "1"),
    )
    await audited.begin()
    (sent,) = audited.store.of("letter.sent", "event")
    (read,) = audited.store.of("letter.read", "event")
    assert (sent.subject, sent.object) == (Subject(audited.store.patient("123")), ())
    assert (read.event.action, read.event.name) == ("R", "letters.read")
    assert (read.outcome, read.subject) == (Outcome("denied"), Subject(audited.store.patient("9")))
    assert [resource.type for resource in read.object] == ["Letter"]
    assert sent.corr is not None
    assert sent.corr.request == REQUEST


async def test_an_event_is_held_until_the_intent_and_later_ones_leave_by_themselves() -> None:
    """Awaited or not; and each once."""
    audited = Audited()
    audited.audit.event("a.first")
    assert audited.store.records == []
    await audited.begin()
    assert len(audited.store.of("a.first")) == 1
    audited.audit.event("a.second")
    await audited.audit.event("a.third")
    assert len(audited.store.of("a.third")) == 1
    await audited.end()
    assert [len(audited.store.of(name)) for name in ("a.first", "a.second", "a.third")] == [1, 1, 1]


async def test_an_event_that_nobody_answers_for_is_written_with_the_end() -> None:
    """The application raised before it started a response."""
    audited = Audited()
    audited.audit.event("a.first")
    await audited.end()
    assert len(audited.store.of("a.first")) == 1


async def test_what_is_said_after_the_end_has_a_record_of_its_own() -> None:
    """A background task goes on; it finds the ids of its request, though the scope is gone."""
    audited = Audited()
    audited.audit.subject(patient="1")
    await audited.begin()
    end = await audited.end()
    audited.audit.let_go(end.corr)
    audited.audit.subject(patient="2")
    audited.audit.resource("Letter", "3")
    await asyncio.sleep(0)
    about, touched = (await audited.records())[2:]
    assert about.subject == Subject(audited.store.patient("2"))
    assert [resource.type for resource in touched.object] == ["Letter"]
    for record in (about, touched):
        assert record.corr is not None
        assert (record.phase, record.corr.request) == ("event", REQUEST)
    assert audited.audit.scope == {}


async def test_late_events_of_threads_are_durable_when_the_call_returns() -> None:
    """Or fail there: a thread has nothing to await."""
    audited = Audited()
    await audited.begin()

    def work() -> int:
        audited.audit.break_glass()
        return len(audited.store.of("break_glass"))

    assert await asyncio.to_thread(work) == 1
    audited.store.failure = OSError("No space left on device")
    with pytest.raises(AuditUnavailableError):
        await asyncio.to_thread(work)
    audited.store.failure = None
    await audited.end()


async def test_many_threads_may_speak_at_once() -> None:
    """No record is lost and none is there twice."""
    audited = Audited()
    with ThreadPoolExecutor(8) as threads:
        for number in range(64):
            threads.submit(audited.audit.subject, patient=str(number))
            threads.submit(audited.audit.event, "e.n" + "x" * (number // 8))
    await audited.begin()
    patients = [r.subject for r in audited.store.of("http.request") if r.subject]
    assert len(patients) == len(set(patients)) == 64
    assert len({record.id for record in audited.store.records}) == len(audited.store.records)
    assert sum(record.event.type.startswith("e.") for record in audited.store.records) == 64


FIELDS: list[Callable[[RequestAudit, str], object]] = [
    lambda audit, text: audit.purpose(text),
    lambda audit, text: audit.resource(text),
    lambda audit, text: audit.authz(policy=text),
    lambda audit, text: audit.action(text),
    lambda audit, text: audit.action("R", text),
    lambda audit, text: audit.event(text),
    lambda audit, text: audit.event("a.b", action=text),
    lambda audit, text: audit.event("a.b", name=text),
    lambda audit, text: audit.event("a.b", outcome=text),  # type: ignore[arg-type]
    lambda audit, text: audit.event("a.b", resource=(text, None)),
]


@pytest.mark.parametrize("say", FIELDS)
@pytest.mark.parametrize("text", ["John Smith", "219-09-9999 ", "j@example.com", "", "x" * 300, "Zoë", "a\n"])
async def test_a_field_takes_its_closed_form_alone(say: Any, text: str) -> None:
    """And says so at once, without an echo of what it was given; nothing of it is recorded."""
    audited = Audited()
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - which field it was is what the words say
        say(audited.audit, text)
    assert not text or text not in str(refused.value)
    await audited.end()
    assert len(await audited.records()) == 1


@pytest.mark.parametrize("name", ["http.request", "audit.stop", "agent.run", "phi.reveal", "ws"])
async def test_an_event_does_not_pass_for_one_of_the_packages_own(name: str) -> None:
    """It could hide that one is missing."""
    with pytest.raises(ValueError, match="your own"):
        Audited().audit.event(name)


async def test_a_purpose_is_one_that_hl7_has() -> None:
    """A form alone would take a surname in capitals."""
    audited = Audited()
    for purpose in PURPOSES:
        audited.audit.purpose(purpose)
    with pytest.raises(ValueError, match="PurposeOfUse"):
        audited.audit.purpose("SMITH")


async def test_nobody_is_no_actor() -> None:
    """An anonymous user, in whatever shape."""
    audited = Audited()
    audited.audit.actor(None)
    assert (await audited.end()).actor is None


async def test_what_no_longer_fits_gets_a_record_of_its_own() -> None:
    """By its length as well as by its number."""
    audited = Audited()
    for number in range(MAX_OBJECTS):
        audited.audit.resource("R" + "x" * 63, str(number))
    kept = len((await audited.end()).object)
    assert 0 < kept < MAX_OBJECTS
    others = [record.object for record in await audited.records() if record.phase == "event"]
    assert [len(objects) for objects in others] == [1] * (MAX_OBJECTS - kept)


@settings(max_examples=50)
@given(st.data())
def test_whatever_is_said_fits_into_a_line(data: st.DataObject) -> None:
    """The longest ids, roles and lists that the record takes, in characters that JSON writes long."""
    text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=400)
    audit = Audited(actors=data.draw(st.sampled_from(["plain", "pseudonym"]))).audit
    audit.actor(
        Principal(data.draw(text) * 3, roles=("r" * 64,) * (MAX_ROLES + 9), tenant=data.draw(text)),
        on_behalf_of='\x7f"\\' * (MAX_ID // 3),
        method="m" * 64,
        reference=data.draw(text),
    )
    audit.subject(patient=data.draw(text), encounter=data.draw(text))
    for number in range(MAX_OBJECTS):
        audit.resource("R" + "x" * 63, f"{data.draw(text)}{number}")
    audit.authz(policy="p" * 64, consent=data.draw(text))
    audit.purpose("PRECLINTRCH")
    audit.action("E", ".".join(["n" * 32] * 4))
    encode_record(audit.record("end"))


api = FastAPI()


def audit_of(request: Request) -> RequestAudit:
    """What a host would have for a dependency."""
    audit: RequestAudit = request.scope[AUDIT_KEY]
    audit.purpose("HPAYMT")
    return audit


Audit = Annotated[RequestAudit, Depends(audit_of)]


def patient_of(mrn: str, audit: Audit) -> str:
    """Say whom it is about, from a thread."""
    audit.subject(patient=mrn)
    return mrn


@api.get("/patients/{mrn}")
def read(mrn: Annotated[str, Depends(patient_of)], audit: Audit, tasks: BackgroundTasks) -> str:
    """A path operation of the common kind."""
    audit.event("chart.read", action="R")
    tasks.add_task(audit.resource, "Letter", "1")
    return "ok"


async def test_a_dependency_of_fastapi_may_speak() -> None:
    """Sync ones run in a thread; what a background task says later stands in the end record."""
    recorded = Recorded(api)
    assert (await recorded.ask(path="/patients/123")).status == 200
    event, intent, end = await recorded.records()
    for record in (event, intent, end):
        assert record.subject == Subject(recorded.store.patient("123"))
        assert record.purpose == "HPAYMT"
    assert event.event.type == "chart.read"
    assert (len(intent.object), len(end.object)) == (0, 1)
