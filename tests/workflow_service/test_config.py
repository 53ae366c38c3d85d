"""Settings of a service: where they come from, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentConfig, WorkflowService
from asgi_agent.middleware.auth.keys import KeyFile, new_key
from asgi_agent.workflow_service import SettingsError
from asgi_agent.workflow_service.metrics import PrometheusMetrics

if TYPE_CHECKING:
    from pathlib import Path


def faults_of(**settings: Any) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        AgentConfig(**settings)
    return refused.value.faults


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Unknown names with what was meant, wrong kinds, wrong choices; never the values."""
    settings: dict[str, Any] = {
        "log_levle": "INFO",
        "log_level": "LOUD-4711",
        "enable_metrics": "perhaps",
        "max_concurrency": 0,
        "run_timeout": -1.0,
        "csv_path": 7,
        "custom_services": {"users": "4711"},
        "cache_service": 4711,
    }
    faults = faults_of(**settings)
    assert len(faults) == len(settings)
    assert faults[0] == "log_levle: there is no such setting; did you mean log_level?"
    assert faults[1].startswith("log_level: one of DEBUG, INFO")
    assert "4711" not in repr(faults)


def test_contradictions_are_told_at_once(tmp_path: Path) -> None:
    """What is used by nothing, what is not there, what must not be together."""
    faults = faults_of(
        profile="production",
        csv_path=tmp_path / "nowhere.csv",
        expose_errors=True,
        enable_audit_logging=False,
        audit_log=tmp_path / "audit",
        custom_services={"cache_service": dict},
    )
    names = [fault.partition(":")[0] for fault in faults]
    assert names == ["csv_path", "api_keys", "audit_log", "expose_errors", "custom_services"]
    assert "asgi-agent keys new" in faults[1]


def test_contradictions_are_told_with_what_else_is_wrong(tmp_path: Path) -> None:
    """All at once; but not those that only what is wrong may make."""
    faults = faults_of(
        log_levle="DEBUG",
        csv_path=tmp_path / "nowhere.csv",
        enable_audit_logging="yes",
        audit_log=tmp_path / "audit",
    )
    assert [fault.partition(":")[0] for fault in faults] == ["log_levle", "enable_audit_logging", "csv_path"]


def test_a_profile_chooses_defaults(tmp_path: Path) -> None:
    """Which what is said goes before."""
    _key, entry = new_key("clinic")
    KeyFile(tmp_path / "keys.json").add(entry)
    assert AgentConfig(profile="development").enable_hot_reload
    staging = AgentConfig(profile="staging", log_level="ERROR")
    assert (staging.log_level, staging.enable_metrics, staging.enable_docs) == ("ERROR", True, True)
    production = AgentConfig(profile="production", api_keys=tmp_path / "keys.json")
    assert (production.log_level, production.enable_docs) == ("WARNING", False)
    assert production.require_api_key
    assert (production.enable_audit_logging, str(production.audit_log)) == (True, "audit")
    assert AgentConfig().log_level == "INFO"


def test_code_goes_before_environment_before_toml_before_profile(tmp_path: Path) -> None:
    """Each setting from the first place that has it."""
    toml = tmp_path / "settings.toml"
    toml.write_text(
        '[asgi_agent]\nprofile = "staging"\nmax_concurrency = 1\nrun_timeout = 1.5\nmax_steps = 7\n', "utf-8"
    )
    environ = {
        "ASGI_AGENT_MAX_CONCURRENCY": "2",
        "ASGI_AGENT_RUN_TIMEOUT": "none",
        "ASGI_AGENT_ENABLE_DOCS": "False",
        "ASGI_AGENT_CSV_PATH": str(tmp_path),
        "OTHER": "x",
    }
    found = AgentConfig.load(toml, environ=environ, max_concurrency=3)
    assert (found.max_concurrency, found.run_timeout, found.max_steps) == (3, None, 7)
    assert (found.enable_docs, found.csv_path, found.enable_metrics) == (False, tmp_path, True)


def test_a_table_of_a_pyproject_is_read(tmp_path: Path) -> None:
    """As other tools have theirs; a file without any table is taken as a whole."""
    (tmp_path / "pyproject.toml").write_text("[tool.asgi_agent]\nmax_steps = 3\n", "utf-8")
    (tmp_path / "plain.toml").write_text("max_steps = 4\n", "utf-8")
    assert AgentConfig.load(tmp_path / "pyproject.toml", environ={}).max_steps == 3
    assert AgentConfig.load(tmp_path / "plain.toml", environ={}).max_steps == 4


def test_faults_of_all_places_are_told_with_the_place(tmp_path: Path) -> None:
    """A name in the environment as it stands there."""
    toml = tmp_path / "settings.toml"
    toml.write_text("log_level = 3\nnope = 1\n", "utf-8")
    environ = {"ASGI_AGENT_MAX_STEPS": "many", "ASGI_AGENT_CUSTOM_SERVICES": "users"}
    with pytest.raises(SettingsError) as refused:
        AgentConfig.load(toml, environ=environ, enable_docs="yes")
    places = [fault.partition(": ")[0] for fault in refused.value.faults]
    assert places == [
        str(toml),
        str(toml),
        "ASGI_AGENT_MAX_STEPS",
        "ASGI_AGENT_CUSTOM_SERVICES",
        "enable_docs",
    ]
    with pytest.raises(SettingsError, match="No such file"):
        AgentConfig.load(tmp_path / "gone.toml", environ={})
    toml.write_text("= 3", "utf-8")
    with pytest.raises(SettingsError):
        AgentConfig.load(toml, environ={})


def test_settings_do_not_change() -> None:
    """There are others; and what is printed has no values, which may be secret."""
    config = AgentConfig(execution_database="sqlite:///secret.db")
    with pytest.raises(AttributeError):
        config.max_steps = 3  # type: ignore[misc]
    other = config.with_settings(max_steps=3)
    assert (config.max_steps, other.max_steps, other.execution_database) == (1000, 3, "sqlite:///secret.db")
    assert repr(other) == "AgentConfig(execution_database, max_steps)"


def test_two_services_of_a_process_have_settings_of_their_own() -> None:
    """Nothing is shared between them."""
    one = WorkflowService({"max_concurrency": 1, "enable_metrics": True}, graph=len)
    other = WorkflowService(AgentConfig(max_concurrency=2, enable_metrics=True), graph=len)
    assert (one.agents.max_concurrency, other.agents.max_concurrency) == (1, 2)
    one.metrics.fell("agent", "fallback")
    assert isinstance(one.metrics, PrometheusMetrics)
    assert isinstance(other.metrics, PrometheusMetrics)
    counted = b'asgi_agent_workflow_fallback_total{graph="agent",outcome="fallback"} 1.0'
    assert counted in one.metrics.page()[0]
    assert counted not in other.metrics.page()[0]
