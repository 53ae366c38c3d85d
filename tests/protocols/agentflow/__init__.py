"""AgentFlow's wire."""
