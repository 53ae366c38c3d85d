"""Addresses of mail, of the web and of machines."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found, label_of

ADDRESSES = (
    (Label.EMAIL, "john.doe+tag@sub.example.co.uk"),
    (Label.EMAIL, "JOHN@EXAMPLE.COM"),
    (Label.EMAIL, "josé.garcía@correo.es"),
    (Label.EMAIL, "o'brien@x.org"),
    (Label.EMAIL, "thomas_lee45@email.com"),
    (Label.EMAIL, "john(at)example(dot)com"),
    (Label.EMAIL, "john[at]example.com"),
    (Label.URL, "https://ehr.example.org/patient/12345/chart?id=9"),
    (Label.URL, "ftp://files.example.com/x.zip"),
    (Label.URL, "www.example.com/a,b"),
    (Label.URL, "example.com/patients/1"),
    (Label.URL, "portal.clinic.org"),
    (Label.URL, "nhs.uk/patients"),
    (Label.URL, "portal.clinic.example/me/4"),
    (Label.URL, "ehr.hospital.internal/chart"),
    (Label.IP, "192.168.1.1"),
    (Label.IP, "192.168.1.1:8080"),
    (Label.IP, "10.0.0.0/8"),
    (Label.IP, "2001:db8::ff00:42:8329"),
    (Label.IP, "2001:0db8:0000:0000:0000:ff00:0042:8329"),
    (Label.IP, "fe80::1%eth0"),
    (Label.IP, "::ffff:10.0.0.1"),
    (Label.IP, "::1"),
    (Label.DEVICE, "00:1A:2B:3C:4D:5E"),
    (Label.DEVICE, "00-1a-2b-3c-4d-5e"),
    (Label.DEVICE, "001a.2b3c.4d5e"),
    (Label.PHOTO, "IMG_1234.jpg"),
    (Label.PHOTO, "portrait-354.tiff"),
    (Label.PHOTO, "IMG_20230412_101112"),
)


@pytest.mark.parametrize(("label", "value"), ADDRESSES)
def test_an_address_is_found_whole(label: Label, value: str) -> None:
    """Alone, in a sentence, in brackets and after a colon."""
    assert label_of(value, value) is label
    assert label_of(value, f"we noted {value} there") is label
    assert label_of(value, f"there ({value}), he said") is label
    assert label_of(value, f"address: {value}") is label


@pytest.mark.parametrize(
    "text", ["Mail a@b.com.", "<a@b.com>", "mailto:a@b.com", '"a@b.com"', "a@b.com, c", "'a@b.com'"]
)
def test_the_signs_around_an_address_are_no_part_of_it(text: str) -> None:
    """Nor is the full stop after it."""
    assert label_of("a@b.com", text) is Label.EMAIL


def test_a_server_has_an_address_and_no_version() -> None:
    """A word may end as a short one begins."""
    assert label_of("172.20.6.41", "server 172.20.6.41. The feed stopped") is Label.IP
    assert found("ver 7.2.6.41") == []


def test_the_full_stop_after_a_link_is_no_part_of_it() -> None:
    """Nor is the bracket that it stands in."""
    assert label_of("https://a.example/b", "(see https://a.example/b).") is Label.URL


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.3.4",
        "v1.2.3.4",
        "section 4.2.1.3",
        "at 10:30:45",
        "std::vector",
        "e.g. p.o. b.i.d.",
        "seen @ UCSF",
        "no pain.no fever",
        "HL7 v2.5.1",
        "999.1.1.1",
        'lg.info("x")',
        "call self.log.info(x) and store.net()",
    ],
)
def test_what_has_the_same_signs_is_no_address(text: str) -> None:
    """Versions, times, abbreviations and sentences without a space."""
    assert [label for _, label in found(text) if label is not Label.LOCATION] == []
