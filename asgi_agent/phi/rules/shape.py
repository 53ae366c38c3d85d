"""The shape of a text: which kinds of characters follow each other, whatever they are."""

from __future__ import annotations


def _class_of(code: int) -> int:
    character = chr(code)
    if character.isdigit() and code < 128:
        return ord("0")
    if character.isalpha():
        return ord("A") if character.isupper() else ord("a")
    return ord(" ") if character.isspace() else code


_CLASSES = bytes(map(_class_of, range(256)))


def shape_of(text: str) -> str:
    """Every digit as `0`, capital as `A`, small letter as `a` and white space as a space.

    One character each, so offsets agree. Letters outside of Latin-1 are `?`. Whether an island can hold an
    identifier of a kind is mostly plain to see in its shape, at the price of a substring search.
    """
    return text.encode("latin-1", "replace").translate(_CLASSES).decode("latin-1")
