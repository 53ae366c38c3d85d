"""The rules: what an identifier looks like, one module a kind."""

from __future__ import annotations
