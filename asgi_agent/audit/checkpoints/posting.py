"""Posting something to one URL, and nowhere else."""

from __future__ import annotations

import urllib.request
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Poster:
    """Posts to a URL, over TLS unless it is on this machine. Redirects are not followed.

    Args:
        url: where to.
        headers: sent along.
        timeout: seconds.

    Raises:
        ConfigurationError: the URL is neither `https` nor `http` on this machine.
    """

    def __init__(self, url: str, headers: Mapping[str, str], timeout: float) -> None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not host or (parts.scheme != "https" and (parts.scheme != "http" or not _local(host))):
            raise ConfigurationError("an anchor is at an https URL, or at http on this machine")
        self.name = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._url = url
        self._headers = dict(headers)
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirects)

    def post(self, body: bytes) -> None:
        """Post a body. Blocks.

        Raises:
            OSError: the answer was not a status 2xx, or there was none.
        """
        request = urllib.request.Request(self._url, body, self._headers, method="POST")  # noqa: S310 - checked
        with self._opener.open(request, timeout=self._timeout):
            pass


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Nobody but the named service is given the body, or the headers that go with it."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


def _local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
