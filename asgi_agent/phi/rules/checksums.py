"""Check digits: proof that a string of characters is the identifier that it looks like.

Each takes the identifier as written, separators and all. None of them speaks against an identifier: a digit
mistyped in a note leaves a number that still leads to the patient.
"""

from __future__ import annotations

_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)),
}
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_ABA_WEIGHTS = (3, 7, 1) * 3
_NHS_WEIGHTS = range(10, 1, -1)


def digits_of(value: str) -> list[int]:
    """The ASCII digits in a value."""
    return [ord(character) - 48 for character in value if "0" <= character <= "9"]


def luhn(value: str) -> bool:
    """Whether payment cards, IMEI and Canadian SIN would take it (ISO/IEC 7812-1, annex B)."""
    digits = digits_of(value)
    total = sum(digits[-1::-2]) + sum(_DOUBLED[digit] for digit in digits[-2::-2])
    return len(digits) > 1 and total % 10 == 0


def npi(value: str) -> bool:
    """A National Provider Identifier: ten digits, Luhn over 80840 and them (45 CFR 162.406)."""
    digits = digits_of(value)
    return len(digits) == 10 and digits[0] in (1, 2) and luhn("80840" + "".join(map(str, digits)))


def dea(value: str) -> bool:
    """A DEA registration: two letters, six digits and their check digit."""
    digits = digits_of(value)
    return len(digits) == 7 and (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def vin(value: str) -> bool:
    """A vehicle identification number with its check digit in the ninth place (49 CFR 565.15)."""
    letters = value.upper()
    if len(letters) != 17 or any(letter not in _VIN_VALUES for letter in letters):
        return False
    total = sum(_VIN_VALUES[letter] * weight for letter, weight in zip(letters, _VIN_WEIGHTS, strict=True))
    return letters[8] == "0123456789X"[total % 11]


def cas(value: str) -> bool:
    """A CAS registry number of a substance: its last digit is a sum of the others, by their place."""
    digits = digits_of(value)
    total = sum(place * digit for place, digit in enumerate(digits[::-1]))
    return len(digits) > 4 and total % 10 == digits[-1]


def iban(value: str) -> bool:
    """An international bank account number (ISO 13616, mod 97)."""
    letters = [letter for letter in value.upper() if letter.isascii() and letter.isalnum()]
    if len(letters) < 15:
        return False
    return int("".join(str(int(letter, 36)) for letter in (*letters[4:], *letters[:4]))) % 97 == 1


def aba(value: str) -> bool:
    """A routing number of the American Bankers Association: nine digits, weights 3 7 1."""
    digits = digits_of(value)
    if len(digits) != 9 or not any(digits):
        return False
    return sum(digit * weight for digit, weight in zip(digits, _ABA_WEIGHTS, strict=True)) % 10 == 0


def nhs(value: str) -> bool:
    """A number of the English health service: ten digits, modulus 11."""
    digits = digits_of(value)
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, _NHS_WEIGHTS, strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def ssn(value: str) -> bool:
    """A social security number that could have been given out: no area 000, 666 or 9xx, nothing all zero."""
    digits = "".join(map(str, digits_of(value)))
    if len(digits) != 9 or digits[:3] in ("000", "666") or digits[0] == "9":
        return False
    return digits[3:5] != "00" and digits[5:] != "0000"
