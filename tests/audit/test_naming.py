"""What people and things are called in a log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from asgi_agent import ConfigurationError, Principal
from asgi_agent.audit import AuditLog, AuditUnavailableError
from asgi_agent.audit.naming import Naming
from asgi_agent.audit.record import Authentication
from asgi_agent.middleware.auth import Authentication as Proof
from asgi_agent.scope import AUTHENTICATION_KEY, PRINCIPAL_KEY
from tests.audit.audited import Audited

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.health import OnFailure

MADE = "774AA5A9-9B29-4F93-9B9D-C8C0610D4CF9"


def test_a_patient_is_a_pseudonym_whatever_the_id_looks_like() -> None:
    """As a subject, as a resource, and as somebody who acts or is acted for."""
    audited = Audited()
    naming, patient = audited.audit.naming, audited.store.patient(MADE)
    assert naming.patient(MADE) == naming.resource("Patient", MADE) == patient
    actor = naming.actor(Principal(MADE, type="patient"), on_behalf_of=Principal(MADE, type="patient"))
    assert actor is not None
    assert (actor.id, actor.on_behalf_of) == (patient, patient)


def test_other_ids_stand_as_they_are_where_only_machines_make_such() -> None:
    """In lower case; the same id of two kinds has two pseudonyms."""
    naming = Audited().audit.naming
    assert naming.opaque("encounter", MADE) == naming.resource("Observation", MADE) == MADE.lower()
    assert naming.opaque("encounter", "7") != naming.opaque("thread", "7")


@pytest.mark.parametrize("who", ["u-7", 7, UUID(MADE), {"sub": "u-7"}, Principal("u-7")])
def test_whoever_acts_may_be_anything_that_has_an_id(who: object) -> None:
    """As authentication layers leave their users."""
    actor = Audited().audit.naming.actor(who)
    assert actor is not None
    assert actor.id in ("u-7", "7", MADE.lower())
    with pytest.raises(ConfigurationError):
        Audited().audit.naming.actor(object())


def test_types_and_roles_are_words() -> None:
    """What is none is left out."""
    roles = ("nurse", "ward:7", "John Smith", "", "x" * 65, *("r",) * 50)
    actor = Audited().audit.naming.actor(Principal("u", type="a person", roles=roles))
    assert actor is not None
    assert actor.type == "human"
    assert actor.roles[:3] == ("nurse", "ward:7", "r")
    assert len(actor.roles) == 16


def test_what_authentication_has_left_in_the_scope() -> None:
    """A method and the id of a token or key, never more; nobody where nobody is known."""
    audited = Audited()
    naming = audited.audit.naming
    proof = Proof("jwt", "key of John Smith")
    actor = naming.actor_of({PRINCIPAL_KEY: Principal("u"), AUTHENTICATION_KEY: proof})
    assert actor is not None
    assert actor.auth == Authentication("jwt", audited.store.pseudonyms.of("token", "key of John Smith"))
    assert naming.actor_of({}) is None
    assert naming.actor_of({"user": object()}) is None


def test_where_there_is_no_key_nothing_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A log that may lose records goes on without; any other takes no record."""
    (tmp_path / "file").touch()
    modes: dict[OnFailure, bool] = {"open": True, "closed": False}
    for on_failure, goes_on in modes.items():
        naming = Naming(AuditLog(tmp_path / "file" / "log", on_failure=on_failure), "plain")
        assert naming.opaque("thread", MADE) == MADE.lower()
        with caplog.at_level(logging.ERROR):
            if goes_on:
                assert naming.patient("7") is None
            else:
                with pytest.raises(AuditUnavailableError):
                    naming.patient("7")
    assert caplog.messages == ["no key for pseudonyms"] * 2
