"""Whom the host's dependencies have found the caller to be."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import Principal, principal_from, principal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.types import Scope

CALLER = "caller"
UNTOLD = "no dependency tells who calls, so callers share executions; principal= takes one that does"
SEVERAL = "dependencies tell of different callers; principal= takes the one that goes"

logger = logging.getLogger("asgi_agent")


class Callers:
    """Tells the caller of a request by what the guards of one router gave for it.

    A user, be it an object or a mapping with an id, goes before the secret that a security scheme of FastAPI
    took from the request, and that before a bare id: a text may be anything, such as a language, and counts
    only where there is no scheme and nothing that says that nobody is logged in. Of each kind all must tell
    of the same caller.

    Args:
        guards: what FastAPI's `Depends` made, by the names of their parameters.
    """

    def __init__(self, guards: Mapping[str, Any]) -> None:
        from fastapi.security.base import SecurityBase

        self._schemes = frozenset(
            name for name, guard in guards.items() if isinstance(guard.dependency, SecurityBase)
        )
        self._warned = False

    def caller(self, scope: Scope, found: Mapping[str, Any]) -> Principal | None:
        """Who calls, where the scope does not say so: see `include_agent_routes`.

        Args:
            scope: of the request.
            found: what the guards gave, by their names.

        Raises:
            ConfigurationError: what stands for the caller has no id, or several do who differ; logged.
        """
        try:
            if CALLER in found:
                return self._explicit(found[CALLER])
            return None if principal_of(scope) is not None else self._told(found)
        except ConfigurationError as error:
            logger.error("caller not told", extra={"fault": str(error)})
            raise

    def _explicit(self, value: Any) -> Principal | None:
        secret = _of_secret(value, CALLER in self._schemes)
        return principal_from(value) if secret is None else secret

    def _told(self, found: Mapping[str, Any]) -> Principal | None:
        users: list[Principal] = []
        secrets: list[Principal] = []
        bare: list[Principal] = []
        untold, anonymous = False, bool(self._schemes)
        for name, value in found.items():
            if (secret := _of_secret(value, name in self._schemes)) is not None:
                secrets.append(secret)
                continue
            try:
                principal = principal_from(value)
            except ConfigurationError:
                untold = True  # a session of a database is nobody, nor is what only refuses
                continue
            if principal is None:
                anonymous = anonymous or value is not None
            else:
                (bare if isinstance(value, str | int | UUID) else users).append(principal)
        told = users or secrets or ([] if anonymous else bare)
        if untold and not (told or anonymous):
            self._warn()
        return _the_same(told)

    def _warn(self) -> None:
        if not self._warned:
            self._warned = True
            logger.warning(UNTOLD)


def _the_same(told: Iterable[Principal]) -> Principal | None:
    by_owner: dict[str, Principal] = {}
    for each in told:
        by_owner.setdefault(each.owner, each)
    if len(by_owner) > 1:
        raise ConfigurationError(SEVERAL)
    return next(iter(by_owner.values()), None)


def _of_secret(value: Any, of_scheme: bool) -> Principal | None:
    """A principal for credentials as FastAPI's schemes give them; None for what is something else."""
    from fastapi.security import HTTPAuthorizationCredentials, HTTPBasicCredentials

    if isinstance(value, HTTPBasicCredentials):
        return Principal(value.username) if value.username else None  # and no password among the claims
    if isinstance(value, HTTPAuthorizationCredentials):
        return _digested(value.credentials)
    return _digested(value) if of_scheme and isinstance(value, str) and value else None


def _digested(secret: str) -> Principal:
    """An id that stands in records and logs, from which nobody gets back to the secret."""
    digest = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
    return Principal(f"token:{digest[:32]}")
