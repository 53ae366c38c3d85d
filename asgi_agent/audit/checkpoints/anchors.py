"""Where checkpoints go: somewhere that those who can write to the log cannot change.

A checkpoint beside the log proves nothing to anybody: whoever rewrites the log rewrites it as well. An anchor
keeps it on another mount, with another party, in a log store that only grows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opentelemetry._logs import LoggerProvider

    from asgi_agent.audit.checkpoints.note import Checkpoint

from asgi_agent.whole_files import create

SUFFIX = ".checkpoint"


class AnchorSink(Protocol):
    """Keeps checkpoints. Called from a thread that may wait; after a failure it is called again."""

    @property
    def name(self) -> str:
        """What messages and the health report call it: no secret."""
        ...

    def put(self, note: bytes, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint.

        Args:
            note: the signed note, which is what is to be kept.
            checkpoint: what it says.

        Raises:
            Exception: it is not kept, and is to be given again later.
        """
        ...


class FileAnchor:
    """Keeps checkpoints in a directory, one file each: `<origin>/<size>.checkpoint`. None is ever replaced.

    Args:
        directory: on another mount than the log, if possible one on which files can be made and not changed.
    """

    def __init__(self, directory: str | Path) -> None:
        self._directory = Path(directory)

    @property
    def name(self) -> str:
        return f"directory {self._directory}"

    def path(self, checkpoint: Checkpoint) -> Path:
        """The file of a checkpoint."""
        return self._directory / checkpoint.origin / f"{checkpoint.size}{SUFFIX}"

    def put(self, note: bytes, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint.

        Raises:
            FileExistsError: there is another one of this size, so the log has two histories.
            OSError: the directory cannot be written to.
        """
        path = self.path(checkpoint)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            create(path, note, 0o444)
        except FileExistsError:
            if path.read_bytes() != note:
                raise


class HTTPAnchor:
    """Sends checkpoints by POST, as `text/plain`, to a service that keeps them. Any status 2xx is a yes.

    Args:
        url: `https`, or `http` on this machine. Redirects are not followed.
        headers: sent along, such as an authorization.
        timeout: seconds.

    Raises:
        ConfigurationError: the URL is none of these.
    """

    def __init__(self, url: str, *, headers: Mapping[str, str] | None = None, timeout: float = 10.0) -> None:
        # Brings urllib with it, which takes longer to import than all the rest of the package.
        from asgi_agent.audit.checkpoints.posting import Poster

        self._poster = Poster(url, {"content-type": "text/plain; charset=utf-8", **(headers or {})}, timeout)

    @property
    def name(self) -> str:
        return self._poster.name

    def put(self, note: bytes, checkpoint: Checkpoint) -> None:
        """Send a checkpoint.

        Raises:
            OSError: it was not taken.
        """
        self._poster.post(note)


class LogAnchor:
    """Emits each checkpoint as an OpenTelemetry log record, its body the signed note.

    What becomes of the record is the exporter's business: this anchor is as good as the store behind it.

    Args:
        provider: of loggers; the default is the one that the process has set.
    """

    name = "OpenTelemetry logs"

    def __init__(self, provider: LoggerProvider | None = None) -> None:
        self._provider = provider

    def put(self, note: bytes, checkpoint: Checkpoint) -> None:
        """Emit a checkpoint.

        Raises:
            OSError: no SDK is installed, so that it would go nowhere.
        """
        from opentelemetry._logs import LogRecord, SeverityNumber, get_logger_provider

        provider = self._provider or get_logger_provider()
        if type(provider).__module__.startswith("opentelemetry._logs"):
            raise OSError("no OpenTelemetry SDK was set up")
        attributes: dict[str, str | int] = {
            "event.name": "asgi_agent.audit.checkpoint",
            "asgi_agent.audit.origin": checkpoint.origin,
            "asgi_agent.audit.size": checkpoint.size,
        }
        record = LogRecord(
            severity_number=SeverityNumber.INFO,
            severity_text="INFO",
            body=note.decode(),
            attributes=attributes,
        )
        provider.get_logger("asgi_agent").emit(record)
