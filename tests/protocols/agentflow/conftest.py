from __future__ import annotations

import importlib.util

from tests.graphs.agentflow.root import ROOT

# Where neither distribution is installed, tests/graphs/test_agentflow_distributions.py runs the files that
# need one in environments of their own, which have little else in turn.
OF_AGENTFLOW = [
    "test_client.py",
    "test_redaction.py",
    "test_runs.py",
    "test_stores.py",
    "test_threads.py",
    "test_websocket.py",
]
OF_OTHERS = {"test_description.py": "schemathesis", "test_other_graphs.py": "langgraph"}

collect_ignore = [
    *([] if ROOT else OF_AGENTFLOW),
    *(name for name, package in OF_OTHERS.items() if importlib.util.find_spec(package) is None),
]
