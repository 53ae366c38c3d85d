"""What a process that was forked must do before it uses what it inherited."""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class Forkable(Protocol):
    """Something whose threads, locks and file descriptors are its parent's."""

    def after_fork(self) -> None:
        """Start afresh, in the child: without the parent's threads, locks and descriptors."""
        ...


_inherited: weakref.WeakSet[Forkable] = weakref.WeakSet()


def renew_after_fork(thing: Forkable) -> None:
    """Have `thing.after_fork()` called in every forked child for as long as the thing lives."""
    _inherited.add(thing)


def _renew() -> None:
    things: Iterable[Forkable] = list(_inherited)
    for thing in things:
        thing.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew)
