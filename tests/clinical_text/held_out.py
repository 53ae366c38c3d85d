"""What held-out documents are made from.

They are for figures only: nobody tunes a rule on them, or reads what was missed in them.
"""

from __future__ import annotations

from tests.clinical_text.third_held_out import POOL

__all__ = ["POOL"]
