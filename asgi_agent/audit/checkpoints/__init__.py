"""Checkpoints: what a log was at some time, signed, and kept where its writers cannot reach."""

from __future__ import annotations
