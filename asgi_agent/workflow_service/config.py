"""`AgentConfig`: the settings of a workflow service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from asgi_agent.errors import ConfigurationError
from asgi_agent.workflow_service.services import CACHE, SESSION
from asgi_agent.workflow_service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Profile = Literal["development", "staging", "production"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
Count = Annotated[int, msgspec.Meta(ge=1)]
Seconds = Annotated[float, msgspec.Meta(gt=0)]

PROFILES = MappingProxyType(
    {
        "development": MappingProxyType({"log_level": "DEBUG", "enable_hot_reload": True}),
        "staging": MappingProxyType({"log_level": "INFO", "enable_metrics": True}),
        "production": MappingProxyType(
            {
                "log_level": "WARNING",
                "enable_metrics": True,
                "enable_docs": False,
                "require_api_key": True,
                "enable_audit_logging": True,
            }
        ),
    }
)


class AgentConfig(Settings):
    """Settings of a `WorkflowService` and of its routes.

        AgentConfig(csv_path="workflows/", log_level="INFO", enable_metrics=True)
        AgentConfig.load("workflows.toml")      # ASGI_AGENT_* in the environment goes before it

    A profile chooses defaults: `development` logs all and reloads what changes, `staging` has metrics, and
    `production` has metrics, API keys and an audit log, and no documentation.

    Attributes:
        profile: chooses defaults; without one there is nothing but those here.
        csv_path: a CSV file of workflows, or a directory of them.
        custom_agents_path: a `custom_agents.yaml`, or the directory where one lies beside its modules. Its
            code is run: it is trusted.
        prompts_path: directory of the prompts that cells refer to.
        data_path: directory that the readers and writers of files may touch.
        custom_services: factories without arguments, by the name that agents have for the parameter. A
            service is made when it is first needed.
        database_session_factory: makes a session for each run; agents get it as `database_session`, and it is
            the run's context. It is closed when the run ends.
        cache_service: factory of what agents get as `cache_service`.
        log_level: from which on the service logs; other services of the process are not concerned.
        enable_hot_reload: take files that have changed, if they can be compiled.
        enable_docs: show the routes in the host's OpenAPI document.
        enable_metrics: serve `GET metrics` for Prometheus; needs `asgi-agent[metrics]`.
        require_api_key: let in nobody without a good API key.
        api_keys: the file of them; `asgi-agent keys new FILE NAME` makes it.
        enable_audit_logging: record each request and run before it is answered.
        audit_log: directory of the records.
        execution_database: URL of the database that keeps the records of executions; needs `asgi-agent[sql]`.
        max_concurrency: executions in flight before further ones get a 503; None for no limit.
        run_timeout: seconds that a run may take; None for no limit.
        max_steps: steps that a run may take.
        strict_csv: refuse what AgentMap takes and drops without a word.
        expose_errors: put exception texts into answers. For development; they may quote a patient.

    Raises:
        SettingsError: with everything that is wrong: unknown settings, wrong kinds, missing files,
        contradictions.
    """

    PROFILES = PROFILES
    PREFIX = "ASGI_AGENT_"
    TABLE = "asgi_agent"

    profile: Profile | None = None
    csv_path: Path | None = None
    custom_agents_path: Path | None = None
    prompts_path: Path | None = None
    data_path: Path | None = None
    custom_services: Mapping[str, Callable[[], Any]] = MappingProxyType({})
    database_session_factory: Callable[[], Any] | None = None
    cache_service: Callable[[], Any] | None = None
    log_level: LogLevel = "INFO"
    enable_hot_reload: bool = False
    enable_docs: bool = True
    enable_metrics: bool = False
    require_api_key: bool = False
    api_keys: Path = Path("api_keys.json")
    enable_audit_logging: bool = False
    audit_log: Path = Path("audit")
    execution_database: str | None = None
    max_concurrency: Count | None = None
    run_timeout: Seconds | None = None
    max_steps: Count = 1000
    strict_csv: bool = True
    expose_errors: bool = False

    @classmethod
    def of(cls, config: object) -> AgentConfig:
        """Settings as they are, of a mapping of them, or the defaults.

        Raises:
            ConfigurationError: it is none of these, or what a mapping says is wrong.
        """
        if isinstance(config, AgentConfig):
            return config
        if config is None or isinstance(config, Mapping):
            return cls(**(config or {}))
        told = f"config= is an AgentConfig or a mapping of its settings, not {type(config).__qualname__}"
        raise ConfigurationError(f"{told}; AgentConfig.load reads a file")

    def contradictions(self, given: frozenset[str]) -> Iterable[str]:
        """What does not fit together, or is not there."""
        yield from self._missing()
        for needed, switch in (("api_keys", "require_api_key"), ("audit_log", "enable_audit_logging")):
            if needed in given and not getattr(self, switch):
                yield f"{needed}: it is given, and {switch} is off"
        if self.expose_errors and self.profile == "production":
            yield "expose_errors: not in production, where they may quote a patient"
        for name in (SESSION, CACHE):
            if name in self.custom_services:
                yield f"custom_services: {name} has a setting of its own"

    @property
    def factories(self) -> dict[str, Callable[[], Any]]:
        """Of all services but the session of the database."""
        cache = {} if self.cache_service is None else {CACHE: self.cache_service}
        return {**self.custom_services, **cache}

    def _missing(self) -> Iterator[str]:
        for name in ("csv_path", "custom_agents_path", "prompts_path", "data_path"):
            path: Path | None = getattr(self, name)
            if path is not None and not path.exists():
                yield f"{name}: there is no {path}"
        if self.require_api_key and not self.api_keys.is_file():
            yield (
                f"api_keys: require_api_key is on, and there is no {self.api_keys}; "
                f"`asgi-agent keys new {self.api_keys} NAME` makes it"
            )
