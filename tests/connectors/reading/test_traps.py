"""The 128 traps of real documents: each is said by a rule, or listed with the reason why not."""

import re
from pathlib import Path

import pytest
import yaml

from gouvernail.connectors.reading.formats import read_document
from gouvernail.connectors.reading.rules import check_document, rules
from gouvernail.connectors.reading.traps import traps

ROOT = Path(__file__).parents[3]
EXCERPTS = yaml.safe_load((ROOT / "tests" / "data" / "reading" / "excerpts.yaml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "pieges.md").read_text(encoding="utf-8")
COUNTS = {"D0": (1, 9), "D1": (1, 25), "D2": (1, 13), "D3": (1, 68), "D4": (1, 13)}
ALL = {f"{name}-{number:02d}" for name, (first, last) in COUNTS.items() for number in range(first, last + 1)}


def codes(text):
    return {flag.code for flag in check_document(read_document(text.encode(), "extrait.txt"))}


def part(title):
    """The lines of the table under a heading of the page."""
    return re.search(rf"## {title}\n(.*?)(?=\n## |\Z)", PAGE, re.DOTALL)[1]


def test_there_are_128_traps():
    assert len(ALL) == 128


def test_the_rules_and_the_page_share_the_128_traps_between_them():
    explained = set(re.findall(r"^\| (D\d-\d\d) \|", part("Pièges qu’aucune règle ne signale"), re.MULTILINE))
    assert traps().keys() | explained == ALL
    assert traps().keys() & explained == set()


def test_the_page_names_the_rule_of_each_trap():
    told = dict(re.findall(r"^\| (D\d-\d\d) \| `(R-[A-Z0-9-]+)` \|", part("Pièges signalés"), re.MULTILINE))
    assert told == traps()


def test_each_trap_has_a_rule_that_exists():
    assert set(traps().values()) <= {rule.code for rule in rules()}


def test_each_trap_has_its_excerpts():
    assert EXCERPTS.keys() == traps().keys()


@pytest.mark.parametrize("trap", sorted(EXCERPTS))
def test_the_rule_of_a_trap_speaks_on_the_fault_and_not_on_its_clean_twin(trap):
    excerpt, code = EXCERPTS[trap], traps()[trap]
    times = excerpt.get("repeat", 1)
    assert code in codes(excerpt["faulty"] * times)
    assert code not in codes(excerpt["clean"] * times)


@pytest.mark.parametrize("trap", sorted(EXCERPTS))
def test_a_flag_says_where_what_and_what_to_do(trap):
    excerpt = EXCERPTS[trap]
    document = read_document((excerpt["faulty"] * excerpt.get("repeat", 1)).encode(), "extrait.txt")
    for flag in check_document(document):
        assert 0 <= flag.line < len(document.lines)
        assert 30 <= flag.confidence <= 95
        assert flag.sentence[0] in "«" or flag.sentence[0].isupper() or flag.sentence[0].isdigit()
        assert flag.sentence.endswith((".", "?", "»"))
        assert all(0 <= other < len(document.lines) for other in flag.others)


def test_a_page_that_holds_one_sentence_is_not_empty():
    import typst

    pages = "\n#pagebreak()\n".join(("Gouvernance du service", "Le budget est de 12 000 euros par an."))
    document = read_document(typst.compile(f"#set page(height: 8cm)\n{pages}".encode(), format="pdf"), "note.pdf")
    places = [
        document.lines[flag.line].place.page for flag in check_document(document) if flag.code == "R-EMPTY-SECTION"
    ]
    assert places == [1]
