"""One of a kind for each place and process."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING, Generic, TypeVar

from asgi_agent.audit.forks import renew_after_fork

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Sharing(Generic[T]):
    """Things that all who ask for the same place get the same one of, for as long as anybody uses it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: weakref.WeakValueDictionary[str, T] = weakref.WeakValueDictionary()
        renew_after_fork(self)

    def at(self, place: str, make: Callable[[], T]) -> T:
        """The thing at a place, which is made if nobody uses one."""
        with self._lock:
            thing = self._things.get(place)
            if thing is None:
                thing = self._things[place] = make()
            return thing

    def after_fork(self) -> None:
        """Start with a lock that nobody holds."""
        self._lock = threading.Lock()
