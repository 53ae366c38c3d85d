"""Numbers that mean somebody: telephones, cards and identifiers with check digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from tests.clinical_text.scene import Scene

PHONES = (
    "({a}) {b}-{c}",
    "({a}){b}-{c}",
    "{a}-{b}-{c}",
    "{a}.{b}.{c}",
    "{a} {b} {c}",
    "{a} {b}-{c}",
    "1-{a}-{b}-{c}",
    "+1 {a} {b} {c}",
    "+1-{a}-{b}-{c}",
    "+1 ({a}) {b}-{c}",
    "+1{a}{b}{c}",
    "{a}/{b}-{c}",
    "({a}) {b}-{c} ext. {d}",
    "{a}-{b}-{c} x{d}",
)
FOREIGN_PHONES = (
    "+44 20 79## ####",
    "+52 55 %### ####",
    "+91 98### #####",
    "+49 30 %#######",
    "+33 6 %# ## ## ##",
)


def phone(scene: Scene) -> str:
    """A telephone number, mostly North American: neither area nor exchange begins with 0 or 1 there."""
    if scene.rng.random() < 0.06:
        return scene.fill(scene.rng.choice(FOREIGN_PHONES))
    area, exchange = str(scene.rng.randint(201, 989)), str(scene.rng.randint(200, 999))
    shape = scene.rng.choice(scene.pool.style.phones)
    return shape.format(a=area, b=exchange, c=scene.fill("####"), d=scene.fill("%##"))


def ssn(rng: Random) -> str:
    """Three digits, two, four: of any area, also of those never given out, since people mistype."""
    return f"{rng.randint(1, 999):03}-{rng.randint(1, 99):02}-{rng.randint(1, 9999):04}"


def card(scene: Scene) -> str:
    """A payment card number that passes the Luhn check, in groups or not."""
    amex = scene.rng.random() < 0.2
    body = scene.fill(
        "37############"
        if amex
        else scene.rng.choice(("4##############", "5%#############", "6011###########"))
    )
    digits = body + luhn(body)
    groups = (
        [digits[:4], digits[4:10], digits[10:]] if amex else [digits[at : at + 4] for at in range(0, 16, 4)]
    )
    return scene.rng.choice((" ", "-", "")).join(groups)


def luhn(digits: str) -> str:
    """The check digit that makes them valid (ISO/IEC 7812-1)."""
    doubled = (
        int(digit) * 2 if place % 2 == 0 else int(digit) for place, digit in enumerate(reversed(digits))
    )
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def gtin(body: str) -> str:
    """Thirteen digits with the check digit of a trade item number (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def npi(scene: Scene) -> str:
    """A National Provider Identifier (45 CFR 162.406): the Luhn check counts a prefix of 80840."""
    body = scene.fill("1########")
    return body + luhn("80840" + body)


def dea(scene: Scene) -> str:
    """A DEA registration number."""
    six = scene.fill("######")
    odd, even = (sum(int(digit) for digit in six[start::2]) for start in (0, 1))
    return f"{scene.rng.choice('ABFM')}{scene.fill('@')}{six}{(odd + 2 * even) % 10}"


VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VIN_LETTERS = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)


def vin(scene: Scene) -> str:
    """A vehicle identification number with its check digit."""
    return checked(scene.fill("%@@@@##@_@@######"))


def checked(number: str) -> str:
    """The same with the check digit of 49 CFR 565.15 in its ninth place."""
    values = (int(char) if char.isdigit() else VIN_LETTERS.get(char, 0) for char in number)
    check = sum(weight * value for weight, value in zip(VIN_WEIGHTS, values, strict=True)) % 11
    return number[:8] + "0123456789X"[check] + number[9:]


def mbi(scene: Scene) -> str:
    """A Medicare Beneficiary Identifier, with or without the dashes of the card."""
    letters = "ACDEFGHJKMNPQRTUVWXY"
    shape = scene.rng.choice(("%@?#-@?#-@@##", "%@?#@?#@@##"))
    return "".join(
        scene.rng.choice(letters)
        if char == "@"
        else scene.rng.choice(letters + "0123456789")
        if char == "?"
        else scene.fill(char)
        for char in shape
    )


def iban(scene: Scene) -> str:
    """An IBAN (ISO 13616) with its check digits, in groups of four."""
    account = scene.fill("%#################")
    check = 98 - int(account + "131400") % 97
    number = f"DE{check:02}{account}"
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def ip(scene: Scene) -> str:
    """An IPv4 or IPv6 address."""
    if scene.rng.random() < 0.3:
        return (
            ":".join(f"{scene.rng.randint(1, 0xFFFF):x}" for _ in range(8))
            if scene.rng.random() < 0.5
            else (f"2001:db8::{scene.rng.randint(1, 0xFFFF):x}:{scene.rng.randint(1, 0xFFFF):x}")
        )
    return ".".join(str(scene.rng.randint(1, 254)) for _ in range(4))


def udi(scene: Scene) -> str:
    """A unique device identifier in GS1 form, with its serial number."""
    return scene.fill("(01)0##############(17)2#0%1%(10)@####(21)#######")
