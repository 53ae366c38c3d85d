"""What held-out documents are made from."""

from __future__ import annotations

from tests.clinical_text.development import POOL

__all__ = ["POOL"]
