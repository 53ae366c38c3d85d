"""Tests of workflows in AgentMap's own runtime, and of the same files compiled here, side by side."""

from __future__ import annotations
