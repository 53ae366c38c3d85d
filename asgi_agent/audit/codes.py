"""The closed forms of what an application may put into a record by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast, get_args

from asgi_agent.audit.record import Action, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# HL7 v3 ActReason, value set PurposeOfUse. A form alone would take a surname in capitals.
_PURPOSES = """
TREAT CLINTRL COC ETREAT BTG ERTREAT POPHLTH
HPAYMT CLMATTCH COVAUTH COVERAGE ELIGDTRM ELIGVER ENROLLM MILDCRG REMITADV
HOPERAT CAREMGT DONAT FRAUD GOV HACCRED HCOMPL HDECD HDIRECT HDM HLEGAL HOUTCOMS HPRGRP HQUALIMP HSYSADMIN
LABELING METAMGT MEMADMIN MILCDM PATADMIN PATSFTY PERFMSR RECORDMGT SYSDEV HTEST TRAIN
HRESCH BIORCH CLINTRCH CLINTRCHNPC CLINTRCHPC PRECLINTRCH DSRCH POARCH TRANSRCH
HMARKT PATRQT FAMRQT PWATRNY SUPNWK PUBHLTH DISASTER THREAT
"""
PURPOSES = frozenset(_PURPOSES.split())
"""Codes of purposes of use: treatment, payment, operations, research, marketing, requests, public health."""

_name = re.compile(r"[a-z][a-z_]{0,31}(\.[a-z][a-z_]{0,31}){1,3}").fullmatch
_resource = re.compile(r"[A-Z][A-Za-z]{1,63}").fullmatch
_field = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,31}(\.[A-Za-z_][A-Za-z0-9_]{0,31}){0,3}").fullmatch
_reference = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}").fullmatch
_word = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,63}").fullmatch

MAX_FIELDS = 32
MAX_FIELD_BYTES = 2048

# What this package writes itself; a record of that kind by anybody else could hide one that is missing.
OWN = ("audit", "http", "ws", "agent", "phi")


def purpose(code: str) -> str:
    """A PurposeOfUse code of HL7 v3.

    Raises:
        ValueError: it is none.
    """
    if code not in PURPOSES:
        raise ValueError("a purpose of use is a code of HL7 v3 PurposeOfUse, such as TREAT")
    return code


def action(code: str) -> Action:
    """An action of FHIR's AuditEvent.

    Raises:
        ValueError: it is none of C, R, U, D, E.
    """
    if code not in get_args(Action):
        raise ValueError("an action is one of C, R, U, D, E")
    return cast("Action", code)


def status(code: str) -> Status:
    """How something ended.

    Raises:
        ValueError: it is none of success, denied, failure, aborted.
    """
    if code not in get_args(Status):
        raise ValueError("an outcome is one of success, denied, failure, aborted")
    return cast("Status", code)


def event_type(name: str) -> str:
    """The type of a host's own event: two to four words in lower case, with dots between them.

    Raises:
        ValueError: it is not of that form, or one that this package writes itself.
    """
    if name.partition(".")[0] in OWN:
        raise ValueError("an event type of your own does not begin with one of " + ", ".join(OWN))
    return _checked(_name, name, "an event type is two to four words in lower case with dots between them")


def event_name(name: str) -> str:
    """What an operation is called: `threads.read`.

    Raises:
        ValueError: it is not of that form.
    """
    return _checked(_name, name, "a name is two to four words in lower case with dots between them")


def resource_type(name: str) -> str:
    """The type of a resource, as FHIR writes them: `Observation`.

    Raises:
        ValueError: it is not of that form.
    """
    return _checked(_resource, name, "a resource type is letters, the first one a capital")


def field_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names of fields that were changed: up to four words each, with dots between them.

    Raises:
        ValueError: one is not of that form, there are too many, or it is one text.
    """
    fields = () if isinstance(names, str) else tuple(names)
    if isinstance(names, str) or len(fields) > MAX_FIELDS or sum(map(len, fields)) > MAX_FIELD_BYTES:
        raise ValueError(f"give up to {MAX_FIELDS} names of fields, of {MAX_FIELD_BYTES} letters together")
    return tuple(
        _checked(_field, name, "a field is up to four words with dots between them") for name in fields
    )


def policy(reference: str) -> str:
    """The id of an access policy.

    Raises:
        ValueError: it is not of that form.
    """
    return _checked(_reference, reference, "the id of a policy is up to 64 letters, digits and ._:/-")


def word(text: str) -> str | None:
    """A role, a type of actor, a way to authenticate: as it is, or None for what is no such word."""
    return text if _word(text) else None


def _checked(form: Callable[[str], object], text: str, complaint: str) -> str:
    if not form(text):
        raise ValueError(complaint)
    return text
