"""What hosts may ask of the way in which requests are read and answers are sent."""

from __future__ import annotations

from asgi_agent.errors import ConfigurationError


def check_options(
    on_disconnect: str, heartbeat: float | None, send_timeout: float | None, max_body: int
) -> None:
    """See whether options can work; those in seconds may be None.

    Raises:
        ConfigurationError: `on_disconnect` is unknown, or a limit is out of its range.
    """
    if on_disconnect not in ("cancel", "continue"):
        raise ConfigurationError(f"on_disconnect: 'cancel' or 'continue', not {on_disconnect!r}")
    if heartbeat is not None and heartbeat < 0:
        raise ConfigurationError(f"heartbeat= is not negative, as {heartbeat!r} is")
    for name, value in (("send_timeout", send_timeout), ("max_body", max_body)):
        if value is not None and value <= 0:
            raise ConfigurationError(f"{name}= is above 0, not {value!r}")
