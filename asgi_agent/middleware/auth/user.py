"""A principal as Starlette's authentication shows users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.authentication import BaseUser

if TYPE_CHECKING:
    from asgi_agent.identity import Principal


class AuthenticatedUser(BaseUser):
    """What `request.user` is behind an authentication middleware of this package."""

    def __init__(self, principal: Principal) -> None:
        self.principal = principal

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def display_name(self) -> str:
        return self.principal.id

    @property
    def identity(self) -> str:
        return self.principal.id
