"""Stands between a client and a PostgreSQL server, and loses what it is told to lose."""

from __future__ import annotations

import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from types import TracebackType

Loss = Literal["before", "after", "silence"]
SOCKET = ".s.PGSQL.5432"


class Proxy:
    """Listens on a socket of its own; each connection is handed on to the server.

    Args:
        server: directory of the server's socket.

    Attributes:
        commits: how many commits came by.
    """

    def __init__(self, server: Path) -> None:
        self._loss: Loss | None = None
        self.commits = 0
        self._server = str(server / SOCKET)
        self._directory = tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(Path(self._directory.name) / SOCKET))
        self._listener.listen()
        Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._directory.cleanup()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"postgresql://postgres@{self._directory.name.replace('/', '%2F')}/postgres"

    def lose(self, what: Loss) -> None:
        """Lose the next commit.

        Args:
            what: `before`: the connection is cut before the server has it; `after`: the server commits, and
                its answer is lost; `silence`: it does not get there, and nothing is cut.
        """
        self._loss = what

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            Thread(target=self._forward, args=(client, server), daemon=True).start()
            Thread(target=self._answer, args=(server, client), daemon=True).start()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        while data := _received(client):
            if b"COMMIT" not in data:
                server.sendall(data)
                continue
            self.commits += 1
            if self._loss is None:
                server.sendall(data)
            elif self._lose(data, client, server):
                break
        with suppress(OSError):
            server.shutdown(socket.SHUT_WR)  # what was sent is still read

    def _lose(self, data: bytes, client: socket.socket, server: socket.socket) -> bool:
        """Lose a commit; whether the connection ends with it."""
        loss, self._loss = self._loss, None
        if loss == "silence":
            return False
        client.shutdown(socket.SHUT_WR)  # so that no answer gets through
        if loss == "after":
            server.sendall(data)
        return True

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        while data := _received(server):
            with suppress(OSError):
                client.sendall(data)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
        client.close()
        server.close()


def _received(source: socket.socket) -> bytes:
    try:
        return source.recv(1 << 16)
    except OSError:
        return b""
