"""What people and things are called in a log: by pseudonym, unless the log may have it in plain."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.audit import codes
from asgi_agent.audit.holding import unavailable
from asgi_agent.audit.pseudonyms import machine_made
from asgi_agent.audit.record import MAX_TEXT, Actor, Authentication, written_size
from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import principal_from, principal_of
from asgi_agent.logs import exception_place
from asgi_agent.scope import AUTHENTICATION_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.audit.log import AuditLog
    from asgi_agent.identity import Principal
    from asgi_agent.middleware.auth.authentication import Authentication as Authenticated

logger = logging.getLogger("asgi_agent")

Actors = Literal["plain", "pseudonym"]

PATIENT = "patient"
MAX_ID = 128
MAX_ROLES = 16
MAX_ROLE_BYTES = 512


class Naming:
    """Gives the names that stand in the records of one log.

    A principal of type `patient` always gets the pseudonym that the records about that patient have.

    Args:
        log: whose key makes the pseudonyms. It is asked for when the first one is needed; where there is
            none, what needs it raises `AuditUnavailableError`, unless the log may lose records.
        actors: whether the ids of those who act stand in the log as they are, or as pseudonyms.
    """

    __slots__ = ("_log", "_plain")

    def __init__(self, log: AuditLog, actors: Actors) -> None:
        self._log = log
        self._plain = actors == "plain"

    def patient(self, patient: str) -> str | None:
        """A patient's pseudonym."""
        return self._pseudonym(PATIENT, patient)

    def opaque(self, kind: str, value: str) -> str | None:
        """The id itself where only a machine can have made it, else its pseudonym."""
        return value.lower() if machine_made(value) else self._pseudonym(kind, value)

    def digest(self, content: object) -> str | None:
        """A keyed digest of what something was: without the key, nobody can try out what it may have been.

        Raises:
            TypeError: it is neither text, bytes nor JSON values.
        """
        if content is None:
            return None
        if isinstance(content, str):
            content = content.encode("utf-8", "surrogatepass")
        if not isinstance(content, bytes):
            content = msgspec.json.encode(content, order="sorted")
        return self._pseudonym("content", hashlib.sha256(content).hexdigest())

    def resource(self, resource_type: str, resource_id: str) -> str | None:
        """The name of a resource; a `Patient`'s is the patient's."""
        if resource_type.lower() == PATIENT:
            return self.patient(resource_id)
        return self.opaque(resource_type, resource_id)

    def actor(
        self,
        who: object,
        *,
        on_behalf_of: object = None,
        method: str | None = None,
        reference: str | None = None,
    ) -> Actor | None:
        """The actor, or None for nobody.

        Args:
            who: what `asgi_agent.identity.principal_from` reads.
            on_behalf_of: the same, for whom it acts.
            method: how it proved who it is.
            reference: the id of the token or key that it did so with.

        Raises:
            ConfigurationError: `who` says nothing that could serve as an id.
        """
        principal = principal_from(who)
        if principal is None:
            return None
        behind = principal_from(on_behalf_of)
        return Actor(
            id=self._principal(principal),
            type=codes.word(principal.type) or "human",
            roles=_roles(principal),
            on_behalf_of=None if behind is None else self._principal(behind),
            auth=self._authentication(method, reference),
        )

    def actor_of(self, scope: Mapping[str, Any]) -> Actor | None:
        """Whom authentication has left in the scope, or None; a user who has no id is nobody here."""
        try:
            principal = principal_of(scope)
        except ConfigurationError:
            return None
        authentication: Authenticated | None = scope.get(AUTHENTICATION_KEY)
        if authentication is None:
            return self.actor(principal)
        return self.actor(principal, method=authentication.method, reference=authentication.reference)

    def _principal(self, principal: Principal) -> str | None:
        if principal.type == PATIENT:
            return self.patient(principal.id)
        name = principal.id if principal.tenant is None else f"{principal.tenant}/{principal.id}"
        if self._plain and len(name) <= MAX_ID and name.isprintable() and written_size(name) <= MAX_TEXT:
            return name
        return self._pseudonym("actor", name)

    def _authentication(self, method: str | None, reference: str | None) -> Authentication | None:
        if method is None and reference is None:
            return None
        jti = None if reference is None else self.opaque("token", reference)
        return Authentication(None if method is None else codes.word(method), jti)

    def _pseudonym(self, kind: str, value: str) -> str | None:
        try:
            return self._log.pseudonyms.of(kind, value)
        except ConfigurationError as error:
            # There is no key, and no place to make one: nor to write a record, most likely.
            logger.error("no key for pseudonyms", extra=exception_place(error))
            if self._log.on_failure != "open":
                raise unavailable(self._log) from error
            return None


def _roles(principal: Principal) -> tuple[str, ...]:
    """As many of the roles that are words as a record has room for."""
    roles = [role for role in principal.roles if codes.word(role)][:MAX_ROLES]
    while written_size(roles) > MAX_ROLE_BYTES:
        roles.pop()
    return tuple(roles)
