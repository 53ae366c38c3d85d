"""HTML and SVG in which every text is escaped, unless it is markup already."""

from __future__ import annotations

from html import escape


class Markup(str):
    """Text that is markup; any other text is escaped before it becomes part of one."""

    __slots__ = ()


Child = Markup | str | int | None

_VOID = frozenset(["meta", "rect", "line"])


def h(tag: str, *children: Child, **attributes: str | int | float | None) -> Markup:
    """An element.

    Args:
        tag: its name.
        children: what is in it; a text is escaped, None is nothing.
        attributes: `class_` is `class`, other `_` are `-`; None leaves one out.
    """
    opening = "".join([tag, *(_attribute(name, value) for name, value in attributes.items())])
    if tag in _VOID:
        return Markup(f"<{opening}/>")
    return Markup(f"<{opening}>{join(*children)}</{tag}>")


def join(*children: Child) -> Markup:
    """Several things one after the other."""
    return Markup("".join(map(_escaped, children)))


def anchor(title: str) -> str:
    """What links to a section call it."""
    return title.lower().replace(" ", "-")


def _escaped(child: Child) -> str:
    if child is None:
        return ""
    return child if isinstance(child, Markup) else escape(_printable(str(child)))


def _attribute(name: str, value: str | int | float | None) -> str:
    if value is None:
        return ""
    return f' {name.rstrip("_").replace("_", "-")}="{escape(_printable(str(value)))}"'


def _printable(text: str) -> str:
    """Without control characters, and without those that turn around how what follows is read."""
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)
