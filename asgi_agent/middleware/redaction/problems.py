"""What is answered when a body cannot be read, and so cannot be redacted."""

from __future__ import annotations

from typing import ClassVar

from asgi_agent.errors import (
    BodyTooLargeError,
    MalformedRequestError,
    Problem,
    UnsupportedMediaTypeError,
)
from asgi_agent.phi.body import UnreadableContentError
from asgi_agent.phi.documents import NotJSONError, TooDeepError


class UnreadableError(Exception):
    """A body that cannot be read, whichever way it goes.

    Args:
        detail: why, in words that are safe to show.
        headers: response headers that belong to the refusal of a request.
    """

    problem: ClassVar[type[Problem]] = UnsupportedMediaTypeError

    def __init__(self, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = headers

    def of_request(self) -> Problem:
        """The refusal of a request: 415, 413 or 400."""
        return self.problem(self.detail, headers=self.headers)

    def of_response(self) -> Problem:
        """The refusal of what the application answered: 502."""
        return UnredactableResponseError(self.detail)


class MalformedError(UnreadableError):
    """A body that is not what its content type says."""

    problem = MalformedRequestError


class TooLargeError(UnreadableError):
    """A body that is larger than may be held, or grows so when it is decompressed."""

    problem = BodyTooLargeError


UNREADABLE = (UnreadableError, NotJSONError, TooDeepError, UnreadableContentError)
"""What reading a body may raise."""


def unreadable(error: Exception) -> UnreadableError:
    """One of `UNREADABLE`, in words that are safe to show."""
    if isinstance(error, UnreadableError):
        return error
    if isinstance(error, TooDeepError):
        return MalformedError("the JSON is nested too deeply")
    return MalformedError("the body is not what its content type says")


class UnredactableResponseError(Problem):
    """The application answered with something that cannot be read; it is withheld."""

    status, slug, title = 502, "unredactable-response", "The response could not be redacted"


class ResponseCutError(OSError):
    """What the application sends is no longer taken: its response was refused, or broken off."""
