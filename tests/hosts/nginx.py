"""An nginx of Debian's package in front of a server, set up as the README says."""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.servers import HOST, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 20.0

CONFIG = """
daemon off;
pid {directory}/pid;
error_log {directory}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {directory};
    proxy_temp_path {directory};
    fastcgi_temp_path {directory};
    uwsgi_temp_path {directory};
    scgi_temp_path {directory};
    server {{
        listen {host}:{port};
        location / {{
            proxy_pass {upstream};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $http_connection;
            proxy_buffering on;
            proxy_read_timeout {timeout}s;
        }}
    }}
}}
"""


@contextmanager
def nginx(upstream: str, directory: Path, *, timeout: int) -> Iterator[str]:
    """Serve an upstream with buffering on, and a limit in seconds for its silence; gives the URL."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program is not None, "nginx is needed: apt-get install nginx-light"
    port = free_port()
    config = directory / "nginx.conf"
    config.write_text(
        CONFIG.format(directory=directory, host=HOST, port=port, upstream=upstream, timeout=timeout)
    )
    process = subprocess.Popen(
        [program, "-c", str(config), "-p", str(directory), "-e", str(directory / "error.log")]
    )
    try:
        _wait(port, process)
        yield f"http://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    import socket

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "nginx ended"
        try:
            socket.create_connection((HOST, port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("nginx took no connection")
