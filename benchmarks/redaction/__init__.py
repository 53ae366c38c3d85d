"""How much redaction finds, and what it costs, beside other detectors in the same run.

    pip install -e '.[bench]'
    python -m benchmarks.redaction [LABELLED.jsonl ...]

Accuracy is that of the held-out documents of `tests.clinical_text`, and of any files that are named: one JSON
object a line, {"text": "...", "spans": [{"start": 0, "end": 4, "label": "NAME"}, ...]}. Only ratios of speeds
mean anything: rounds alternate between the detectors, and every number is a median over rounds.
"""

from __future__ import annotations
