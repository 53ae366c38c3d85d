"""`python -m asgi_agent` is the `asgi-agent` command."""

from __future__ import annotations

from asgi_agent.cli import main

main()
