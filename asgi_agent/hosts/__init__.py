"""Where the agent sits, beyond a plain mount."""

from __future__ import annotations
