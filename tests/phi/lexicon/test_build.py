"""How the word lists are made."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi.lexicon import build

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = {"MARIA": 900_000, "GRACE": 200_000, "IVAN": 90_000, "TABLE": 600, "RARE": 20, "AUSTIN": 400_000}
SURNAMES = {"LOPEZ": 900_000, "MARIA": 3_000, "BROWN": 1_400_000, "TABLE": 4_000, "KAPOSI": 1_500, "RARE": 30}
PLACES = (
    "SUMLEV,STATE,PLACE,NAME,STNAME,POPESTIMATE2019\n"
    "162,1,1,Springfield city,Illinois,150000\n"
    "162,1,2,Austin city,Texas,900000\n"
    "162,1,3,Table town,Ohio,9000\n"
    "162,1,4,Tiny village,Ohio,90\n"
    "157,1,5,Springfield city (pt.),Illinois,100\n"
)
DRUGS = "DrugName\tActiveIngredient\nZYBREXIN\tFENTOLAX SODIUM\nLOPEZ\tTABLE SALT\n"
WORDS = {10: "table\nbrown\ngrace\nstop\nstopped\n", 60: "quokka\nrare\n"}
WORLD = [
    {"name": "São Paulo", "pop_max": 18_000_000, "adm0cap": 0},
    {"name": "Ivry", "pop_max": 5, "adm0cap": 0},
]


@pytest.fixture
def lists(tmp_path: Path) -> dict[str, dict[str, list[str]]]:
    """What is made of a few lines in the form of each source."""
    sources, target = tmp_path / "sources", tmp_path / "made"
    (sources / "scowl").mkdir(parents=True)
    target.mkdir()
    for name, counts in (("given", GIVEN), ("surnames", SURNAMES)):
        rows = "".join(f"{word},{count}\n" for word, count in counts.items())
        (sources / f"{name}.csv").write_text(f"name,count\n{rows}", encoding="utf-8")
    (sources / "sub-est2019_all.csv").write_text(PLACES, encoding="latin-1")
    world = {"features": [{"properties": place} for place in WORLD]}
    (sources / "ne_10m_populated_places_simple.json").write_text(json.dumps(world), encoding="utf-8")
    codes = "<desc>Kaposi sarcoma of lymph nodes</desc><desc>sarcoma of lymph nodes</desc>"
    (sources / "icd10cm.xml").write_text(codes, encoding="utf-8")
    (sources / "mtrees.bin").write_text("Enterococcus;B03\nLopezia;C01\nScoliosis;C05", encoding="utf-8")
    (sources / "Products.txt").write_text(DRUGS, encoding="latin-1")
    for level in (10, 20, 35, 50, 55, 60):
        for variety in ("english", "american"):
            words = WORDS.get(level, "")
            (sources / "scowl" / f"{variety}-words.{level}").write_text(words, encoding="latin-1")
    build.main(sources, target)
    return {path.name.split(".")[0]: _read(path) for path in target.iterdir()}


def _read(path: Path) -> dict[str, list[str]]:
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    return {line.split()[0]: line.split()[1:] for line in lines}


def test_names_are_sorted_by_what_else_they_mean(lists: dict[str, dict[str, list[str]]]) -> None:
    """A given name, one that is a word, a city's, a surname, one that is a word, and a disease's."""
    names = lists["names"]
    assert "maria" in names["G"]
    assert "austin" in names["F"]
    assert "grace" in names["f"]
    assert "lopez" in names["S"]
    assert "brown" in names["s"]
    assert "kaposi" in names["p"]


def test_a_word_that_few_people_bear_is_no_name(lists: dict[str, dict[str, list[str]]]) -> None:
    """Nor is a name that hardly anybody bears worth its place."""
    known = {word for words in lists["names"].values() for word in words}
    assert not {"table", "rare"} & known


def test_words_of_medicine_drugs_and_rare_words_are_none_that_people_are_called_by(
    lists: dict[str, dict[str, list[str]]],
) -> None:
    """Headings of some branches, brands and ingredients; a rare word that anybody bears is left out."""
    words = set(lists["words"]["C"])
    assert {"scoliosis", "zybrexin", "fentolax", "sodium", "quokka"} <= words
    assert not {"enterococcus", "lopez", "rare"} & words


def test_words_leave_out_names_and_forms_of_other_words(lists: dict[str, dict[str, list[str]]]) -> None:
    """The name is in the other list, and the form follows from its base."""
    assert {"table", "stop", "lymph"} <= set(lists["words"]["C"])
    assert not {"brown", "grace", "stopped"} & set(lists["words"]["C"])


def test_places_are_towns_that_mean_little_else(lists: dict[str, dict[str, list[str]]]) -> None:
    """Small ones, and parts of others, are left out."""
    assert lists["places"] == {"K": ["sao_paulo", "springfield"], "k": ["austin"]}
