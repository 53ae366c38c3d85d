"""Where somebody is reached: addresses of mail, of the web and of machines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.public import is_published
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.spans import Span

GLUE = frozenset({"ext", "extn", "extension", "x", "dot"})

_LOCAL = r"[^\s@<>()\[\]{}\",;:|\\/=?&]"
EMAIL = Rule(
    "email.address",
    Label.EMAIL,
    re.compile(
        rf"(?<!{_LOCAL})['.*_~-]*(?P<value>{_LOCAL}{{1,255}}+@"
        r"(?:(?:[\w-]{1,63}+\.){1,8}[^\W\d_]{2,24}[\w-]{0,40}|\[?[0-9]{1,3}(?:\.[0-9]{1,3}){3}\]?))"
    ),
    0.99,
)
SPELLED_EMAIL = Rule(
    "email.spelled",
    Label.EMAIL,
    re.compile(
        r"(?i)(?<![\w.+-])[\w.+-]{1,64}+\s?[(\[{<]\s?at\s?[)\]}>]\s?[\w-]{1,63}+"
        r"(?:(?:\s?[(\[{<]\s?dot\s?[)\]}>]\s?|\.)[\w-]{2,63}+){1,4}"
    ),
    0.9,
)

_PATH = r"[^\s<>\"]*[^\s<>\".,;:!?'\])}*]"
# Where a link is one field of a record, the next one follows: "link=https://a.example/b;lang=en".
_FIELD = re.compile(r"=(?:[a-z]{3,8}://)?\Z")
_NEXT_FIELD = re.compile(r";[A-Za-z_]{2,24}=")
LINK = Rule(
    "url.scheme",
    Label.URL,
    re.compile(rf"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{{1,19}}+://{_PATH}"),
    0.99,
)
WWW = Rule("url.www", Label.URL, re.compile(rf"(?i)(?<![\w.@-])www[0-9]?\.{_PATH}"), 0.99)

_GENERIC = (
    "com|org|net|edu|gov|mil|info|biz|io|health|app|dev|online|site|cloud|blog|clinic|care|hospital|ai|co|tv"
)
_COUNTRY = (
    "uk|us|ca|au|nz|ie|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|pt|gr|cz|hu|ro|ru|ua|tr|il|in|cn|jp|kr|sg|hk|tw"
    "|br|mx|ar|cl|za|ng|ke|eu|me|ly|gl|be|to|cc|local|internal|example"
)
# Names of countries that read as words are taken with a path only: "fever.in the", "home.no pain".
_SAFE_COUNTRY = "uk|au|nz|de|fr|nl|ch|se|dk|fi|pl|cz|hu|ru|ua|tr|cn|jp|kr|sg|hk|tw|br|mx|eu|ca|es|ie"
DOMAIN = Rule(
    "url.domain",
    Label.URL,
    # What is called in a program has a bracket right behind: "log.info(x)".
    re.compile(
        r"(?<![\w@.-])(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}+\.){1,5}"
        rf"(?:(?:{_GENERIC}|(?<=[a-z]{{2}}\.)(?:{_SAFE_COUNTRY}))(?![\w@(-]"
        rf"|\.[A-Za-z])(?::[0-9]{{2,5}})?(?:[/?#](?:{_PATH})?)?"
        rf"|(?:{_COUNTRY})(?::[0-9]{{2,5}})?/{_PATH})"
    ),
    0.7,
)

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
IPV4 = Rule(
    "ip.v4",
    Label.IP,
    re.compile(
        r"(?<![0-9A-Za-z.])(?<!ersion )(?<!ection )(?<!\bver )(?<!uild )"
        rf"(?:{_OCTET}\.){{3}}{_OCTET}(?![0-9A-Za-z]|\.[0-9])(?:/[0-9]{{1,2}}|:[0-9]{{2,5}})?(?![0-9])"
    ),
    0.85,
)
_GROUP = r"[0-9A-Fa-f]{1,4}"
IPV6 = Rule(
    "ip.v6",
    Label.IP,
    re.compile(
        rf"(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f:.]{{0,45}}[0-9])(?:{_GROUP}(?::{_GROUP}){{7}}"
        rf"|(?:{_GROUP}(?::{_GROUP}){{0,6}})?::(?:{_GROUP}(?::{_GROUP}){{0,6}})?(?:(?<=:){_OCTET}"
        rf"(?:\.{_OCTET}){{3}})?)"
        r"(?![0-9A-Za-z:])(?:%[0-9A-Za-z]{1,16})?(?:/[0-9]{1,3})?"
    ),
    0.9,
)
MAC = Rule(
    "device.mac",
    Label.DEVICE,
    re.compile(
        r"(?<![0-9A-Za-z:-])(?:[0-9A-Fa-f]{2}(?P<by>[: -])(?:[0-9A-Fa-f]{2}(?P=by)){4}[0-9A-Fa-f]{2}"
        r"|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![0-9A-Za-z:-])"
    ),
    0.9,
)
PICTURE = Rule(
    "photo.file",
    Label.PHOTO,
    re.compile(
        r"(?i)(?<![\w.-])[\w-]{1,60}+(?:\.[\w-]{1,20}+){1,4}(?:(?<=\.(?:jpg|jpe|png|gif|bmp|tif|dcm|raw|cr2|nef|dng|arw|svg|psd"
        r"|mov|mp4|avi|mpg|wmv))"
        r"|(?<=\.(?:jpeg|tiff|heic|heif|webp|jfif|mpeg|webm)))"
    ),
    0.6,
)


# On shapes.
_QUAD = re.compile(r"0\.0{1,3}\.0{1,3}\.0")
_CISCO = re.compile(r"\.[0Aa]{4}\.[0Aa]{4}")


def written(island: Island, shape: str) -> Iterator[Span]:
    """Addresses of mail and the web in an island of this shape."""
    piece = island.text[island.start : island.end]
    if "@" in piece:
        yield from EMAIL.find(island)
    if "://" in piece:
        yield from _of_somebody(LINK.find(island), island)
    if ".a" in shape or ".A" in shape:
        if "www" in piece or "WWW" in piece:
            yield from _of_somebody(WWW.find(island), island)
        yield from _of_somebody(DOMAIN.find(island), island)
        yield from PICTURE.find(island)
    if "aa)" in shape or "aa]" in shape:
        yield from SPELLED_EMAIL.find(island)


def _of_somebody(links: Iterable[Span], island: Island) -> Iterator[Span]:
    """Those that are no standard's, agency's or journal's."""
    for link in links:
        if not is_published(island.text[link.start : link.end]):
            yield _alone(link, island.text)


def _alone(link: Span, text: str) -> Span:
    """A link without the fields of a record after it."""
    if _FIELD.search(text, max(0, link.start - 12), link.start) is None:
        return link
    following = _NEXT_FIELD.search(text, link.start, link.end)
    return link._replace(end=following.start()) if following else link


def network(island: Island, shape: str) -> Iterator[Span]:
    """Addresses of machines in an island of this shape."""
    colons, dots = shape.count(":"), shape.count(".")
    if dots > 2 and _QUAD.search(shape):
        yield from IPV4.find(island)
    if colons > 6 or "::" in shape:
        yield from IPV6.find(island)
    if colons > 4 or shape.count("-") > 4 or (dots > 1 and _CISCO.search(shape)):
        yield from MAC.find(island)
