"""The page that shows the OpenAPI document to people: one file, nothing loaded from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

HTML = b"text/html; charset=utf-8"

# The page runs this script and style and no other, talks to its own origin alone, and cannot be framed.
# A form of it never leaves by itself: the script sends what is to be sent.
POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def render_page(*, openapi_url: str) -> bytes:
    """The page.

    Args:
        openapi_url: where the document is, relative to the page. The routes are next to it.
    """
    page = _part("page.html").replace("{{openapi}}", escape(openapi_url))
    return page.replace("{{style}}", _part("page.css")).replace("{{script}}", _part("page.js")).encode()


@cache
def page_headers() -> dict[str, str]:
    """What keeps the page to itself: a Content Security Policy (level 3), and no guessing of its type."""
    return {
        "content-security-policy": POLICY.format(script=_hash("page.js"), style=_hash("page.css")),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(name: str) -> str:
    return b64encode(sha256(_part(name).encode()).digest()).decode()
