"""A minimal Django project, as its ASGI application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings  # type: ignore[import-untyped]
from django.core.asgi import get_asgi_application  # type: ignore[import-untyped]
from django.http import HttpResponse  # type: ignore[import-untyped]
from django.urls import path  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from django.http import HttpRequest


def hello(request: HttpRequest) -> HttpResponse:
    """Answer that Django itself is alive."""
    return HttpResponse("django")


urlpatterns = [path("django/hello", hello)]


def django_application() -> Any:
    """Configure Django and give its ASGI application."""
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="not secret")
    return get_asgi_application()
