from __future__ import annotations

from asgi_agent.plain import plain as plain
