from __future__ import annotations

from tests.graphs.agentflow.root import ROOT

# Where neither distribution is installed, tests/graphs/test_agentflow_distributions.py runs these files in
# environments of their own.
collect_ignore_glob = [] if ROOT else ["test_*.py"]
