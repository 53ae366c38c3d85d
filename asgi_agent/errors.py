"""The exceptions of this package.

    AgentError
    ├── ConfigurationError             the host set something up wrongly; raised at start, never per request
    │   ├── UnsupportedGraphError      an object that no adapter runs
    │   └── MissingDependencyError     an extra is not installed (also an ImportError)
    └── Problem                        a request or a run that fails with a status (RFC 9457)
        ├── MalformedRequestError  400
        ├── UnauthenticatedError   401
        ├── ForbiddenError         403
        ├── NotFoundError          404
        ├── MethodNotAllowedError  405
        ├── ConflictError          409
        │   ├── ThreadBusyError
        │   ├── NothingToResumeError
        │   └── RunCancelledError
        ├── BodyTooLargeError      413
        ├── UnsupportedMediaTypeError 415
        ├── InvalidInputError      422
        ├── OverloadedError        503
        ├── ShuttingDownError      503
        ├── StorageUnavailableError 503
        ├── StorageFailedError     500
        ├── UnsupportedError       501
        ├── GraphFailedError       500
        │   └── RecursionLimitError
        └── RunTimeoutError        504

The class says who is at fault: a status of 4xx the caller, 5xx the graph or the server. What a `Problem`
carries goes to the client as it stands, so it must hold neither exception text nor any of the input.
"""

from __future__ import annotations

from typing import Any, ClassVar

PROBLEM_URN = "urn:asgi-agent:problem:"


class AgentError(Exception):
    """Base of everything that this package raises."""


class ConfigurationError(AgentError):
    """The host set something up in a way that cannot work."""


class UnsupportedGraphError(ConfigurationError, TypeError):
    """An object was given as a graph that no adapter runs."""


class MissingDependencyError(ConfigurationError, ImportError):
    """A feature needs a package that is not installed; the message names the extra."""


class Problem(AgentError):
    """A failure with a status, rendered as RFC 9457 `application/problem+json`.

    Args:
        detail: a sentence that is safe to show: no exception text, no echo of the input.
        errors: for validation, one `{"loc", "msg"}` for each fault.
        headers: response headers that belong to the status, such as `Retry-After`.
        extensions: further members of the problem object.
    """

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Internal error"

    def __init__(
        self,
        detail: str = "",
        *,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
        extensions: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}
        self.extensions = extensions or {}

    def to_dict(self, request_id: str | None = None) -> dict[str, Any]:
        """The problem object; `request_id` lets a client and the logs speak of the same request."""
        problem: dict[str, Any] = {
            "type": PROBLEM_URN + self.slug,
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            problem["detail"] = self.detail
        if request_id is not None:
            problem["request_id"] = request_id
        if self.errors is not None:
            problem["errors"] = self.errors
        return {**self.extensions, **problem}


class MalformedRequestError(Problem):
    """The request cannot be read: not JSON, a bad encoding, a message out of order."""

    status, slug, title = 400, "malformed-request", "Malformed request"


class UnauthenticatedError(Problem):
    """Raise it from `principal=` when a caller must say who it is."""

    status, slug, title = 401, "unauthenticated", "Authentication required"


class ForbiddenError(Problem):
    """Raise it from `principal=` or `context=` when a known caller may not do this."""

    status, slug, title = 403, "forbidden", "Not allowed"


class NotFoundError(Problem):
    """There is no such route, graph, thread or run, or it belongs to somebody else."""

    status, slug, title = 404, "not-found", "Not found"


class MethodNotAllowedError(Problem):
    """The route exists under another method; `Allow` lists them."""

    status, slug, title = 405, "method-not-allowed", "Method not allowed"


class ConflictError(Problem):
    """The request does not fit the state of what it names."""

    status, slug, title = 409, "conflict", "Conflict"


class ThreadBusyError(ConflictError):
    """A run is in flight on the thread, and runs of one thread do not overlap."""

    slug, title = "thread-busy", "Thread is busy"


class NothingToResumeError(ConflictError):
    """A `resume` came for a thread at which no interrupt is pending."""

    slug, title = "nothing-to-resume", "Nothing to resume"


class RunCancelledError(ConflictError):
    """The run that was waited for was cancelled by another request."""

    slug, title = "run-cancelled", "Run was cancelled"


class BodyTooLargeError(Problem):
    """The request body is above the limit; nothing of it was run."""

    status, slug, title = 413, "body-too-large", "Body too large"


class UnsupportedMediaTypeError(Problem):
    """The body is not `application/json`."""

    status, slug, title = 415, "unsupported-media-type", "Unsupported media type"


class InvalidInputError(Problem):
    """The request is JSON but not what the route or the graph takes."""

    status, slug, title = 422, "invalid-input", "Invalid input"


class OverloadedError(Problem):
    """`max_concurrency` runs are in flight."""

    status, slug, title = 503, "overloaded", "Too many runs in flight"


class ShuttingDownError(Problem):
    """The service drains and takes no new run."""

    status, slug, title = 503, "shutting-down", "Shutting down"


class StorageUnavailableError(Problem):
    """The graph's checkpointer is out of reach for now."""

    status, slug, title = 503, "storage-unavailable", "Storage unavailable"


class StorageFailedError(Problem):
    """The graph's checkpointer failed, and asking again will not help."""

    status, slug, title = 500, "storage-failed", "Storage failed"


class UnsupportedError(Problem):
    """The wire has this, and the graph is not of a kind that does."""

    status, slug, title = 501, "unsupported", "Not supported"


class GraphFailedError(Problem):
    """A node of the graph raised. Carries the node's name and the exception's class, never its text."""

    status, slug, title = 500, "graph-failed", "The graph failed"

    @classmethod
    def caused_by(cls, error: BaseException, node: str | None = None) -> GraphFailedError:
        """The problem for what a node raised, in words that give nothing away."""
        extensions = {"exception": type(error).__name__} | ({"node": node} if node else {})
        return cls("a node of the graph raised an exception", extensions=extensions)


class RecursionLimitError(GraphFailedError):
    """The graph took more steps than its limit."""

    slug, title = "recursion-limit", "The graph reached its step limit"


class RunTimeoutError(Problem):
    """The run took longer than `run_timeout`."""

    status, slug, title = 504, "run-timeout", "The run timed out"
