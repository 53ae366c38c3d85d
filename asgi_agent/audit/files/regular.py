"""Opening files of a log for reading: a pipe in the place of one would hold up whoever opens it for ever."""

from __future__ import annotations

import errno
import os
import stat

_AT_ONCE: int = getattr(os, "O_NONBLOCK", 0)


def regular(path: str, flags: int) -> int:
    """For `open(..., opener=regular)`: the descriptor of a regular file.

    Raises:
        OSError: it is none, or cannot be opened.
    """
    file = os.open(path, flags | _AT_ONCE)
    mode = os.fstat(file).st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):  # of a directory, `open` says so itself
        return file
    os.close(file)
    raise OSError(errno.EINVAL, "it is no regular file", path)
