"""What an audit log costs, how fast it is written and read, and which tampering is noticed, beside a peer.

    pip install -e '.[bench]'
    python -m benchmarks.audit

Only ratios mean anything: rounds alternate between the contenders, and every number is a median over rounds.
The log is written where temporary files are, with all that makes it durable.
"""

from __future__ import annotations
