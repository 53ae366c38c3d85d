"""Where checkpoints go: a directory, a service, OpenTelemetry logs."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.error import HTTPError

import pytest

from asgi_agent.audit.checkpoints import FileAnchor, HTTPAnchor, LogAnchor
from asgi_agent.audit.checkpoints.note import Checkpoint
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHECKPOINT = Checkpoint("asgi-agent/audit", 42, bytes(32))
NOTE = b"a note\n"


# --- a directory


def test_a_checkpoint_becomes_a_file(tmp_path: Path) -> None:
    """Named by its log and its size, for reading only, in directories that are made."""
    anchor = FileAnchor(tmp_path / "deep" / "anchor")
    anchor.put(NOTE, CHECKPOINT)
    path = tmp_path / "deep" / "anchor" / "asgi-agent" / "audit" / "42.checkpoint"
    assert path.read_bytes() == NOTE
    assert path.stat().st_mode & 0o777 == 0o444
    assert [file.name for file in path.parent.iterdir()] == ["42.checkpoint"]
    assert str(tmp_path) in anchor.name


def test_the_same_checkpoint_may_come_again(tmp_path: Path) -> None:
    """As it does when a process was killed before it could say that it was taken."""
    anchor = FileAnchor(tmp_path)
    anchor.put(NOTE, CHECKPOINT)
    anchor.put(NOTE, CHECKPOINT)
    assert anchor.path(CHECKPOINT).read_bytes() == NOTE


def test_another_checkpoint_of_the_same_size_is_refused(tmp_path: Path) -> None:
    """The first one stays: a log has one history."""
    anchor = FileAnchor(tmp_path)
    anchor.put(NOTE, CHECKPOINT)
    with pytest.raises(FileExistsError):
        anchor.put(b"another note\n", CHECKPOINT)
    assert anchor.path(CHECKPOINT).read_bytes() == NOTE
    assert len(list(anchor.path(CHECKPOINT).parent.iterdir())) == 1


def test_a_directory_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """The checkpoint is then to be given again."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        FileAnchor(tmp_path / "file").put(NOTE, CHECKPOINT)


# --- a service


class Service(BaseHTTPRequestHandler):
    """Answers with the status that its path names, and remembers what came."""

    came: ClassVar[list[tuple[str, dict[str, str], bytes]]] = []

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        self.came.append(
            (self.path, {k.lower(): v for k, v in self.headers.items()}, self.rfile.read(length))
        )
        self.send_response(int(self.path.rpartition("/")[2]))
        self.send_header("location", "/200")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class's own word
        """Tests are quiet."""


@pytest.fixture
def service() -> Iterator[str]:
    """The URL of a service."""
    Service.came.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_checkpoint_is_posted(service: str, status: int) -> None:
    """As text, with the headers that were given."""
    HTTPAnchor(f"{service}/{status}", headers={"authorization": "Bearer t"}).put(NOTE, CHECKPOINT)
    ((path, headers, body),) = Service.came
    assert (path, body) == (f"/{status}", NOTE)
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert headers["authorization"] == "Bearer t"


@pytest.mark.parametrize("status", [302, 307, 400, 409, 503])
def test_any_other_answer_is_a_no(service: str, status: int) -> None:
    """And no redirect is followed."""
    with pytest.raises(HTTPError) as caught:
        HTTPAnchor(f"{service}/{status}").put(NOTE, CHECKPOINT)
    caught.value.close()
    assert caught.value.code == status
    assert len(Service.came) == 1


def test_a_service_that_is_not_there_is_an_error(service: str) -> None:
    """Within the time that it is given."""
    with pytest.raises(OSError, match="refused"):
        HTTPAnchor("http://127.0.0.1:1/", timeout=2).put(NOTE, CHECKPOINT)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://localhost/",
        "file:///etc/passwd",
        "https://",
        "example.com",
        "http://10.0.0.1/",
    ],
)
def test_what_is_sent_goes_over_tls(url: str) -> None:
    """Unless it does not leave the machine."""
    with pytest.raises(ConfigurationError, match="https"):
        HTTPAnchor(url)


@pytest.mark.parametrize(
    "url", ["https://example.com/x", "http://localhost:1/", "http://[::1]:1/", "http://127.9.9.9/"]
)
def test_these_urls_are_taken(url: str) -> None:
    """TLS, or this machine."""
    assert HTTPAnchor(url).name == url.rpartition("/")[0]


def test_the_name_of_a_service_holds_no_secret() -> None:
    """It goes to logs and health reports."""
    assert HTTPAnchor("https://me:secret@example.com/path?token=secret").name == "https://example.com"


# --- OpenTelemetry


def test_a_checkpoint_is_a_log_record() -> None:
    """Its body is the note."""
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import InMemoryLogRecordExporter, SimpleLogRecordProcessor

    exporter = InMemoryLogRecordExporter()  # type: ignore[no-untyped-call]
    provider = LoggerProvider()
    provider.add_log_record_processor(SimpleLogRecordProcessor(exporter))
    LogAnchor(provider).put(NOTE, CHECKPOINT)
    (found,) = exporter.get_finished_logs()
    assert found.log_record.body == NOTE.decode()
    assert dict(found.log_record.attributes or {}) == {
        "event.name": "asgi_agent.audit.checkpoint",
        "asgi_agent.audit.origin": "asgi-agent/audit",
        "asgi_agent.audit.size": 42,
    }
    provider.shutdown()


def test_without_an_sdk_a_checkpoint_is_not_taken() -> None:
    """It would go nowhere, and nobody would know."""
    with pytest.raises(OSError, match="no OpenTelemetry SDK"):
        LogAnchor().put(NOTE, CHECKPOINT)
