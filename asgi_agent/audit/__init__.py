"""An audit log: durable, tamper-evident, free of PHI, and readable by anyone with one command."""

from __future__ import annotations
