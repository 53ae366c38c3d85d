"""What keys mean in objects of no known kind, by the keys beside them and the objects around them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from asgi_agent.phi.documents import looks
from asgi_agent.phi.documents.dicom import is_dataset, verdict_on
from asgi_agent.phi.documents.fhir import resource
from asgi_agent.phi.documents.fhir_forms import Ids
from asgi_agent.phi.documents.key_tables import TIMES
from asgi_agent.phi.documents.keys import (
    Meaning,
    Needs,
    folded,
    is_person,
    looks_like_a_person,
    looks_like_an_address,
    meaning,
)
from asgi_agent.phi.documents.verdict import KEEP, TEXT, Kind, Verdict, identifier
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from asgi_agent.phi.documents.tree import Members, Tree
    from asgi_agent.phi.documents.walk import Context
    from asgi_agent.phi.session import Session

PROTOCOL_KEYS = listed(
    """
    id ids object model role type kind event status state outcome finish_reason stop_reason node seq index
    run_id runId thread_id threadId message_id messageId parent_message_id parentMessageId parent_run_id
    parentRunId tool_call_id toolCallId tool_use_id call_id callId request_id requestId response_id trace_id
    traceId span_id spanId parent_id parent_ids traceparent tracestate session_id sessionId conversation_id
    conversationId execution_id executionId context_id contextId task_id taskId assistant_id assistantId
    graph_id checkpoint_id checkpoint_ns checkpoint_map langgraph_node langgraph_step
    langgraph_checkpoint_ns langgraph_path langgraph_triggers model_name modelName model_id model_provider
    ls_model_name ls_provider ls_model_type system_fingerprint service_tier jsonrpc method protocolVersion
    mimeType mime_type content_type contentType media_type encoding subtype graph lc
    """
)
"""Keys that the protocols of agents and models need."""

# What stands in an object of the kind `{"label": "Date of birth", "value": "..."}`.
_NAMING = listed("key name field fieldName field_name label question attribute property param")
_VALUES = listed("value values val answer answers response text content data")
_NAMED = Meaning(identifier(Label.NAME, "key.name", looks.somebody))

# A table, as databases and data frames give it: `{"columns": ["mrn"], "rows": [["77"]]}`.
_HEADS = listed("columns headers header fields columnnames cols")
_TITLES = listed("name field key title label header headername id dataindex accessor accessorkey columnname")
_ROWS = listed("rows data values records results")

# Beside these a bare time is when something happened to somebody.
_SOMEBODYS = listed(
    "patient patientname patientid mrn subject encounter visit appointment clinician physician"
)

_root = re.compile(r"[0-2](?:\.\d+)+|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}").fullmatch
_DEGREES = listed("latitude longitude lat lng lon")

# In an object under a key that says what is in it: what none the less is something else.
_ASIDE = listed(
    """
    type use system kind label status code format country countrycode state province verified isprimary
    preferred lang language locale period rank source timezone valid active id extension createdat updatedat
    vr
    """
)
_SCHEMA = listed("$ref anyOf oneOf allOf properties items pattern additionalProperties enum const maxLength")
_SCHEMA_TYPES = listed("string number integer object array boolean null")
_WRAPPERS = listed(
    "details demographics info information data profile identity personal personalinfo attributes basic"
)
# Bulk data has one resource a line, and a conversation one a message, that refer to one another.
_IDS: WeakKeyDictionary[Session, Ids] = WeakKeyDictionary()

# Keys that documents bring are remembered for all that follow, within reason.
_MOST_KEYS = 4_096

# What is given by numbers of these kinds is the number itself under `id`.
_NUMBERS = frozenset([Label.MRN, Label.SSN, Label.HEALTH_PLAN, Label.LICENSE])

_PERSONS_ID = identifier(Label.ID, "key.id", looks.numbered)
_DROP = Verdict(Kind.DROP, Label.ID, "key.drop")
_WORD = KEEP._replace(test=looks.technical, otherwise=TEXT)
_ID = KEEP._replace(test=looks.technical_id, otherwise=TEXT)
_VERSION = KEEP._replace(test=looks.version, otherwise=TEXT)


class Grammar:
    """The rules for one document and the documents in it.

    Args:
        session: the `json_keys` of its policy come before all other rules, and ids of resources have the same
            tokens in all its documents.
        keep: keys of the protocol that carries the document.
        drop: keys whose members go.
    """

    def __init__(self, session: Session, keep: Collection[str], drop: Collection[str]) -> None:
        self._rules = _rules(tuple(session.policy.json_keys.items()), frozenset(keep), frozenset(drop))
        self._ids = _ids_of(session)

    def top(self) -> Context:
        """The context of a document that says nothing about itself."""
        return self._rules.objects(None, person=False, address=False)

    def enter(self, context: Context, members: Members) -> Context:
        """The context of an object: that of a FHIR resource where it says that it is one."""
        for key, value in members:
            if key == "resourceType" and isinstance(value, str):
                return resource(str(value), members, self._ids, self._rules.of_policy)
        return context


def share_ids(session: Session, other: Session) -> None:
    """Give ids of resources the same tokens in two sessions, whose documents refer to one another."""
    _IDS[session] = _ids_of(other)


def _ids_of(session: Session) -> Ids:
    if (ids := _IDS.get(session)) is None:
        ids = _IDS[session] = Ids(session.policy)
    return ids


class Rules:
    """What is the same for all documents under a policy, and worked out once for each key."""

    def __init__(
        self, json_keys: Iterable[tuple[str, Label]], keep: frozenset[str], drop: frozenset[str]
    ) -> None:
        self.of_policy = {folded(key): identifier(label, "key.policy") for key, label in json_keys}
        self.keep = keep
        self.drop = drop
        self._contexts: dict[tuple[Verdict | None, bool, bool], Objects] = {}

    def objects(self, inherited: Verdict | None, *, person: bool, address: bool) -> Objects:
        """The context of objects of no known kind."""
        key = (inherited, person, address)
        if (context := self._contexts.get(key)) is None:
            context = self._contexts[key] = Objects(self, inherited, person, address)
        return context


_rules = lru_cache(64)(Rules)


class Objects:
    """The context of objects of no known kind.

    Args:
        rules: what holds for all objects.
        inherited: what the key says under which the object stands.
        person: whether it stands under a key that is said of people.
        address: whether it stands under a key that is said of addresses.
    """

    def __init__(self, rules: Rules, inherited: Verdict | None, person: bool, address: bool) -> None:
        self._rules = rules
        self._inherited = inherited
        self._person = person
        self._address = address
        self._judged: dict[tuple[str, bool, bool], tuple[Verdict, Context]] = {}

    def judge(self, members: Members) -> Iterator[tuple[Verdict, Context]]:
        """For each member what is done with its value, and the context of an object in it."""
        if self._inherited is not None and _is_schema(members):
            yield from self._rules.objects(None, person=False, address=False).judge(members)
            return
        if is_dataset(members):
            yield from (self._element(tag, value) for tag, value in members)
            return
        names = [folded(key) for key, _ in members]
        person = self._person or looks_like_a_person(names)
        address = self._address or looks_like_an_address(names) or _is_point(members, names)
        timed = person or not _SOMEBODYS.isdisjoint(names)
        named = _named(members, person, address)
        columns = _columns(members, names)
        for (key, _), name in zip(members, names, strict=True):
            judged = self._judged.get((key, person, address))
            if judged is None:
                judged = self._judge(key, name, person, address)
                if len(self._judged) < _MOST_KEYS:
                    self._judged[key, person, address] = judged
            if name == "extension" and _is_assigned(members, names):
                yield _PERSONS_ID, judged[1]
            elif judged[0] is not TEXT:
                yield (TEXT, judged[1]) if timed and name in TIMES else judged
            elif named is not None and name in _VALUES:
                yield named.verdict, self._within(named.verdict)
            elif columns and name in _ROWS:
                yield TEXT._replace(columns=tuple(verdict for verdict, _ in self.judge(columns))), judged[1]
            else:
                yield judged

    def _element(self, tag: str, value: Tree) -> tuple[Verdict, Context]:
        verdict = verdict_on(tag, value)
        return TEXT, self._rules.objects(None if verdict is TEXT else verdict, person=False, address=False)

    def _judge(self, key: str, name: str, person: bool, address: bool) -> tuple[Verdict, Context]:
        rules = self._rules
        if key in rules.drop:
            return _DROP, self
        if (verdict := rules.of_policy.get(name)) is not None:
            return verdict, self._within(verdict)
        number = name == "id" and self._inherited is not None and self._inherited.label in _NUMBERS
        if key in rules.keep and not (name == "id" and (person or number)):
            test = (
                _ID if name.endswith(("id", "ids", "ns")) else _VERSION if name.endswith("version") else _WORD
            )
            return test, rules.objects(None, person=False, address=False)
        if (meant := meaning(key)) is not None and _given(meant, person, address):
            return meant.verdict, self._within(meant.verdict)
        if name == "id" and person:
            return _PERSONS_ID, self
        if self._inherited is not None and (number or name not in _ASIDE):
            return self._inherited, self
        people = is_person(key) or name == "name" or (self._person and name in _WRAPPERS)
        return TEXT, rules.objects(None, person=people, address=False)

    def _within(self, verdict: Verdict) -> Objects:
        label = verdict.label
        # A patient's name goes for all parts of it, but not all that is in a patient is a name.
        inherited = verdict if verdict.kind is Kind.VALUE and verdict.test is not looks.somebody else None
        return self._rules.objects(inherited, person=label is Label.NAME, address=label is Label.ADDRESS)


def _given(meant: Meaning, person: bool, address: bool) -> bool:
    if meant.needs is Needs.NOTHING:
        return True
    return person if meant.needs is Needs.PERSON else address


def _columns(members: Members, names: list[str]) -> Members:
    """The columns of a table, as members of an object: their names are keys."""
    for (_, value), name in zip(members, names, strict=True):
        if name in _HEADS and isinstance(value, list):
            return tuple((_title(head) if isinstance(head, tuple) else str(head), None) for head in value)
    return ()


def _title(head: Members) -> str:
    """What a column is called that is an object: of several titles the first that says something."""
    titles = [value for key, value in head if folded(key) in _TITLES and isinstance(value, str)]
    return next((title for title in titles if meaning(title) is not None), "".join(titles[:1]))


def _is_assigned(members: Members, names: list[str]) -> bool:
    """Whether an object is an id as CDA has it: who assigns it, an OID or a UUID, and the id itself."""
    if "root" not in names:
        return False
    root = members[names.index("root")][1]
    return isinstance(root, str) and _root(root) is not None


def _is_point(members: Members, names: list[str]) -> bool:
    """Whether an object is a place on a map: GeoJSON (RFC 7946), or two degrees that tell one house."""
    if "coordinates" in names:
        return ("type", "Point") in members
    degrees = [value for (_, value), name in zip(members, names, strict=True) if name in _DEGREES]
    return len(degrees) > 1 and all(isinstance(value, str) and looks.precise(value) for value in degrees)


def _is_schema(members: Members) -> bool:
    """Whether an object describes a value (JSON Schema) and has none: a tool's parameter called `ssn`."""
    keys = {key for key, _ in members}
    if not _SCHEMA.isdisjoint(keys):
        return True
    typed = any(key == "type" and isinstance(value, str) and value in _SCHEMA_TYPES for key, value in members)
    return typed and _VALUES.isdisjoint(keys)


def _named(members: Members, person: bool, address: bool) -> Meaning | None:
    """What an object's `label`, `question` or the like says about its `value`."""
    for key, value in members:
        if key in _NAMING and isinstance(value, str) and len(members) > 1:
            meant = meaning(value)
            if meant is None or _given(meant, person, address):
                return meant
            return _NAMED if meant.verdict.label is Label.NAME else None
    return None
