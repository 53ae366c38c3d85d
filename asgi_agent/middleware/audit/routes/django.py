"""Routes of Django, which leaves nothing in the scope: they are found again by its own resolver."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asgi_agent.middleware._types import Scope

MAX_LAYERS = 16


def is_django(app: Any) -> bool:
    """Whether an application is Django's, through the middlewares around it."""
    if (handlers := sys.modules.get("django.core.handlers.asgi")) is None:
        return False
    for _ in range(MAX_LAYERS):
        if isinstance(app, handlers.ASGIHandler):
            return True
        app = getattr(app, "app", None) or getattr(app, "application", None)
    return False


def endpoint_of(scope: Scope) -> str | None:
    """Template of the route that takes the request; None where none does."""
    from django.urls import Resolver404, resolve  # type: ignore[import-untyped]

    path: str = scope["path"].removeprefix(scope.get("root_path", "").rstrip("/"))
    try:
        return "/" + str(resolve(path).route).lstrip("/")
    except Resolver404:
        return None
