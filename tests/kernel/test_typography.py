"""French punctuation stays on the line of its word, in what is read and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.kernel.typography import unbroken, unbroken_html

WIDE, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("plain", "held"),
    [
        ("Adopter « le plan » ?", f"Adopter «{WIDE}le plan{WIDE}»{THIN}?"),
        ("Source : GLPI ; lu hier !", f"Source{WIDE}: GLPI{THIN}; lu hier{THIN}!"),
        ("12 % de 35 €", f"12{THIN}% de 35{WIDE}€"),
        ("COPIL SI n° 3", f"COPIL SI n°{WIDE}3"),
        ("à 12:30, rien d’autre.", "à 12:30, rien d’autre."),
        ("remise en % et en €", "remise en % et en €"),
    ],
)
def test_what_must_stay_together_does(plain, held):
    assert unbroken(plain) == held
    assert unbroken_html(f'<p title="{plain}">{plain}</p>') == f'<p title="{plain}">{held}</p>'


def test_a_gap_around_a_tag_is_held_too():
    page = "<p>Retenir « <a href='?a=1 ; b'>ce plan</a>\n » : oui</p>"
    assert unbroken_html(page) == f"<p>Retenir «{WIDE}<a href='?a=1 ; b'>ce plan</a>{WIDE}»{WIDE}: oui</p>"


@pytest.mark.parametrize("name", ["script", "style", "textarea", "pre", "code"])
def test_what_is_kept_to_the_letter_is_left(name):
    page = f"<p>a !</p><{name} class='b ;'>x ? « y » : z ;</{name}><p>c ?</p>"
    assert unbroken_html(page) == page.replace("a !", f"a{THIN}!").replace("c ?", f"c{THIN}?")


def test_an_attribute_may_hold_a_sign_and_an_element_may_have_no_end():
    page = '<button hx-on:click="a > 1 ? b : c">Oui ?</button><pre>x ; <b>y ;</b></pre> z ;<script>a ? b'
    held = page.replace("Oui ?", f"Oui{THIN}?").replace("z ;", f"z{THIN};")
    assert unbroken_html(page) == held


@given(st.text(alphabet="ab1 «»:;!?%€n°\n\t"))
def test_nothing_is_lost_and_twice_is_once(text):
    held = unbroken(text)
    assert unbroken(held) == held
    assert "".join(held.split()) == "".join(text.split())


@given(st.text(alphabet="ab «»:;!?<>/=\"'\n"))
def test_a_page_keeps_its_words_and_tags(page):
    held = unbroken_html(page)
    assert "".join(held.split()) == "".join(page.split())
    assert unbroken_html(held) == held
