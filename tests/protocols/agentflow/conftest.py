from __future__ import annotations

import importlib.util

from tests.graphs.agentflow.root import ROOT

# Where neither distribution is installed, tests/graphs/test_agentflow_distributions.py runs the files that
# need one in environments of their own, which in turn have no LangGraph.
OF_AGENTFLOW = ["test_client.py", "test_runs.py", "test_threads.py", "test_websocket.py", "test_redaction.py"]
OF_LANGGRAPH = ["test_other_graphs.py"]

collect_ignore = [
    *([] if ROOT else OF_AGENTFLOW),
    *([] if importlib.util.find_spec("langgraph") else OF_LANGGRAPH),
]
