"""What an unauthenticated or unauthorised caller is told, in the words of RFC 6750 and RFC 9457.

Problem
├── UnauthenticatedError             401
│   └── InvalidCredentialsError
├── ForbiddenError                   403
│   └── InsufficientScopeError
└── AuthenticationUnavailableError   503
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.errors import ForbiddenError, Problem, UnauthenticatedError

if TYPE_CHECKING:
    from collections.abc import Sequence


class InvalidCredentialsError(UnauthenticatedError):
    """The credential is not one that lets anybody in.

    Args:
        detail: why, without a word of the credential.
        code: `invalid_token` or `invalid_request` (RFC 6750, 3.1).
    """

    slug, title = "invalid-credentials", "Invalid credentials"

    def __init__(self, detail: str, *, code: str = "invalid_token") -> None:
        super().__init__(detail)
        self.code = code


class InsufficientScopeError(ForbiddenError):
    """The caller is known and lacks a scope or a role (RFC 6750, 3.1 `insufficient_scope`)."""

    slug, title = "insufficient-scope", "Insufficient scope"

    def __init__(self, scopes: Sequence[str] = ()) -> None:
        challenge = 'Bearer error="insufficient_scope"'
        if scopes:
            challenge += f', scope="{" ".join(scopes)}"'
        super().__init__("the caller may not do this", headers={"www-authenticate": challenge})


class AuthenticationUnavailableError(Problem):
    """Whether the credential is good cannot be told for now: the issuer's keys are out of reach."""

    status, slug, title = 503, "authentication-unavailable", "Authentication unavailable"
