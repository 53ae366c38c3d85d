"""Policies: what is done with each kind of identifier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

_Value = TypeVar("_Value", bound=StrEnum)


class Action(StrEnum):
    """What becomes of an identifier.

    `generalise` keeps what Safe Harbor lets stay: the year of a date, the first three digits of a ZIP code,
    "90+" for an age above 89. Where there is nothing such, it removes.
    """

    KEEP = "keep"
    REMOVE = "remove"
    GENERALISE = "generalise"


@dataclass(frozen=True, slots=True)
class Policy:
    """What is removed, kept or generalised, per kind of identifier.

    Args:
        name: what the audit log calls it.
        actions: by label; what is not named is removed. Both may be given by their values, as text.
        placeholder: what stands for a removed identifier; `{label}` is its kind.
        min_score: certainty from 0 to 1 below which a find is left alone.
        json_keys: further keys of JSON objects whose values are identifiers as a whole, with their label.

    Raises:
        ConfigurationError: a value is out of its range.
    """

    name: str
    actions: Mapping[Label, Action] = field(default_factory=dict)
    placeholder: str = "[{label}]"
    min_score: float = 0.3
    json_keys: Mapping[str, Label] = field(default_factory=dict)

    def __post_init__(self) -> None:
        score: object = self.min_score
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            raise ConfigurationError(f"min_score: a number from 0 to 1, not {self.min_score!r}")
        try:
            self.placeholder.format(label=Label.NAME)
        except (AttributeError, KeyError, IndexError, ValueError) as error:
            raise ConfigurationError("placeholder: a text, of which `{label}` is the only field") from error
        actions = {
            _member("actions", Label, label): _member("actions", Action, action)
            for label, action in _table("actions", self.actions)
        }
        keys = {key: _member("json_keys", Label, label) for key, label in _table("json_keys", self.json_keys)}
        object.__setattr__(self, "actions", MappingProxyType(actions))
        object.__setattr__(self, "json_keys", MappingProxyType(keys))

    def action(self, label: Label) -> Action:
        """What becomes of an identifier of this kind."""
        return self.actions.get(label, Action.REMOVE)

    @classmethod
    def from_toml(cls, path: str | Path) -> Self:
        """Read a policy from a file.

        The file may start from a preset (`extends = "safe_harbor"`) and then name what differs::

            name = "research"
            extends = "limited_data_set"
            [actions]
            URL = "keep"
            [json_keys]
            casenumber = "ID"

        Raises:
            ConfigurationError: the file cannot be read, is no TOML, or has a key or value that is unknown.
        """
        import tomllib

        try:
            given = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigurationError(f"policy {path}: {error}") from error
        try:
            base = preset(given.pop("extends", "safe_harbor"))
            settings: dict[str, Any] = {each.name: getattr(base, each.name) for each in fields(cls)}
            if unknown := given.keys() - settings.keys():
                raise ConfigurationError(f"unknown key {min(unknown)!r}; known: {', '.join(settings)}")
            for key in ("actions", "json_keys"):
                given[key] = {**settings[key], **dict(_table(key, given.get(key, {})))}
            return cls(**settings | given)
        except ConfigurationError as error:
            raise ConfigurationError(f"policy {path}: {error}") from None


def _table(where: str, value: Any) -> Iterable[tuple[Any, Any]]:
    if not isinstance(value, Mapping):
        raise ConfigurationError(f"{where}: a table expected, not {value!r}")
    return value.items()


def _member(where: str, kind: type[_Value], value: Any) -> _Value:
    try:
        return kind(value)
    except ValueError:
        raise ConfigurationError(f"{where}: {value!r} is none of {', '.join(kind)}") from None


SAFE_HARBOR = Policy("safe_harbor", {Label.ZIP: Action.GENERALISE, Label.AGE: Action.GENERALISE})
"""45 CFR 164.514(b)(2): all eighteen identifiers go; ZIP codes keep three digits, ages stop at 90."""

LIMITED_DATA_SET = Policy(
    "limited_data_set",
    dict.fromkeys((Label.DATE, Label.AGE, Label.LOCATION, Label.ZIP), Action.KEEP),
)
"""45 CFR 164.514(e)(2): dates, ages, towns and ZIP codes stay; needs a data use agreement."""

PRESETS: Mapping[str, Policy] = {policy.name: policy for policy in (SAFE_HARBOR, LIMITED_DATA_SET)}


def preset(name: object) -> Policy:
    """The policy of that name.

    Raises:
        ConfigurationError: there is none.
    """
    if not isinstance(name, str) or name not in PRESETS:
        raise ConfigurationError(f"policy: {name!r} is none of {', '.join(PRESETS)}")
    return PRESETS[name]
