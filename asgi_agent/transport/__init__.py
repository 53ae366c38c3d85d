"""Bytes: finding the route, reading bodies, writing JSON, event streams and problems."""

from __future__ import annotations
