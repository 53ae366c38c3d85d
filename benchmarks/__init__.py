"""What this package costs, beside its peers and beside doing without it.

    pip install -e '.[bench]'
    python -m benchmarks --chart benchmarks.svg

Only ratios mean anything: rounds alternate between the contenders, and every number is a median over rounds.
"""

from __future__ import annotations
