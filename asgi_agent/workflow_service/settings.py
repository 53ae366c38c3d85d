"""`Settings`: typed settings from code, environment and TOML; all that is wrong is told at once."""

from __future__ import annotations

import collections.abc
import difflib
import inspect
import os
import tomllib
import types
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from typing import Self


class SettingsError(ConfigurationError):
    """Settings are unknown, of a wrong kind, or contradict each other; the message has a line for each.

    Attributes:
        faults: what is wrong.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Settings:
    """Base of a class whose annotated attributes are settings, with their defaults.

    Instances do not change. Where a setting comes from several places, code goes before the environment, that
    before a TOML file, that before the profile, and that before the default.

    Raises:
        SettingsError: with everything that is wrong.
    """

    PROFILES = types.MappingProxyType[Any, types.MappingProxyType[str, Any]]({})
    PREFIX = ""
    TABLE = ""

    def __init__(self, **given: Any) -> None:
        faults: list[str] = []
        found = _checked(type(self), given, {}, faults)
        self._become(found, faults, given.keys() - found.keys())

    @classmethod
    def load(
        cls, toml: str | Path | None = None, *, environ: Mapping[str, str] | None = None, **given: Any
    ) -> Self:
        """Settings from a TOML file and the environment, which what is given here goes before.

        Args:
            toml: a file, whose settings stand in a table of the package's name, or at its top.
            environ: default: that of the process.
            given: settings by name.

        Raises:
            SettingsError: with everything that is wrong, wherever it stands.
        """
        faults: list[str] = []
        read = {} if toml is None else _from_toml(Path(toml), cls.TABLE, faults)
        told = _from_environment(os.environ if environ is None else environ, cls.PREFIX)
        found: dict[str, Any] = {}
        for values, places in (
            (read, {name: f"{toml}: {name}" for name in read}),
            (told, {name: cls.PREFIX + name.upper() for name in told}),
            (given, {}),
        ):
            found.update(_checked(cls, values, places, faults, text=values is told))
        made = cls.__new__(cls)
        made._become(found, faults, {*read, *told, *given} - found.keys())
        return made

    def contradictions(self, given: frozenset[str]) -> Iterable[str]:
        """What does not fit together.

        Args:
            given: names of the settings that somebody has chosen.
        """
        return ()

    def with_settings(self, **given: Any) -> Self:
        """The same, with these settings in the place of what they were."""
        return type(self)(**{name: getattr(self, name) for name in self._given} | given)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"settings do not change: with_settings({name}=...) makes others")

    def __repr__(self) -> str:
        # Not the values, which may be secret.
        return f"{type(self).__name__}({', '.join(sorted(self._given))})"

    def _become(self, found: dict[str, Any], faults: list[str], wrong: AbstractSet[str]) -> None:
        chosen: Mapping[str, Any] = self.PROFILES.get(found.get("profile", getattr(self, "profile", "")), {})
        vars(self).update({**chosen, **found}, _given=frozenset(found))
        # What a setting that is wrong was meant to be nobody knows, nor what that contradicts.
        known = (said for said in self.contradictions(self._given) if not any(name in said for name in wrong))
        faults.extend(known)
        if faults:
            raise SettingsError(faults)

    if TYPE_CHECKING:

        @property
        def _given(self) -> frozenset[str]: ...


def _kinds(cls: type[Settings]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    own = [name for each in cls.__mro__ if each is not object for name in inspect.get_annotations(each)]
    return {name: hints[name] for name in own if not name.startswith("_")}


def _checked(
    cls: type[Settings],
    values: Mapping[str, Any],
    places: Mapping[str, str],
    faults: list[str],
    *,
    text: bool = False,
) -> dict[str, Any]:
    kinds: dict[str, Any] = _kinds(cls)
    found: dict[str, Any] = {}
    for name, value in values.items():
        place = places.get(name, name)
        if name not in kinds:
            close = difflib.get_close_matches(name, kinds, n=1)
            faults.append(
                f"{place}: there is no such setting" + (f"; did you mean {close[0]}?" if close else "")
            )
            continue
        try:
            found[name] = _converted(kinds[name], value, text=text)
        except (TypeError, ValueError) as fault:
            faults.append(f"{place}: {fault}")
    return found


def _converted(kind: Any, value: Any, *, text: bool) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        if value is None or (text and value.lower() in ("", "none")):
            return None
        (kind,) = (each for each in get_args(kind) if each is not type(None))
    origin = get_origin(kind)
    if kind is Any:
        return value
    if kind is Path:
        if not isinstance(value, str | os.PathLike) or not os.fspath(value):
            raise TypeError("a path is wanted")
        return Path(value)
    if origin is collections.abc.Callable:
        return _callable(value)
    if origin is collections.abc.Mapping:
        if not isinstance(value, collections.abc.Mapping):
            raise TypeError("a mapping of names is wanted, and code to give it")
        _, inner = get_args(kind)
        return {str(name): _converted(inner, each, text=text) for name, each in value.items()}
    try:
        return msgspec.convert(value.lower() if text and kind is bool else value, kind, strict=not text)
    except msgspec.ValidationError as error:
        raise TypeError(_in_own_words(error, kind)) from None


def _in_own_words(error: Exception, kind: Any) -> str:
    """What msgspec says, without the value that it quotes."""
    if get_origin(kind) is Literal:
        return f"one of {', '.join(map(str, get_args(kind)))} is wanted"
    return str(error).partition(", got")[0].partition(" - at")[0]


def _callable(value: Any) -> Callable[..., Any]:
    if not callable(value):
        raise TypeError("a callable is wanted, and code to give it")
    return value  # type: ignore[no-any-return]


def _from_environment(environ: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix).lower(): value for name, value in environ.items() if name.startswith(prefix)
    }


def _from_toml(file: Path, table: str, faults: list[str]) -> dict[str, Any]:
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        faults.append(f"{file}: {error.strerror}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{file}: {error}")
    else:
        inner = read.get(table, read.get("tool", {}).get(table, None) if "tool" in read else read)
        if isinstance(inner, dict):
            return inner
        faults.append(f"{file}: there is no table {table}")
    return {}
