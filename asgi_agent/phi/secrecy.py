"""Objects that hold PHI and never show it."""

from __future__ import annotations

from typing import NoReturn, SupportsIndex


class Secretive:
    """Shows its class and nothing else, and is neither pickled nor copied.

    A debugger, a crash report or a process pool would else carry its values to where nobody looks for them.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds identifiers of patients: it is not pickled or copied")
