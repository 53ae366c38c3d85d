"""A chain in a directory of files."""

from __future__ import annotations

from asgi_agent.audit.files.store import DirectoryStore as DirectoryStore
