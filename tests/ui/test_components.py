"""The components say what they are given: absent, errors, order and state reach those who listen."""

from types import SimpleNamespace as Thing

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string


def _show(name: str, **context: object) -> str:
    return render_to_string(f"ui/components/{name}.html", context)


def _table(**changes: object) -> Thing:
    title = Thing(label="Action", name="title", sort_href="?tri=title", sorted="desc", align="start", primary=True)
    cost = Thing(label="Coût HT", name="cost", sort_href="", sorted="", align="end", primary=False)
    blank = {"html": "", "badge_tone": "", "badge_icon": "", "progress": None, "sub": ""}
    row = Thing(
        pk=7,
        href="/actions/7/",
        label="Pare-feu",
        cells=[Thing(column=title, text="<Pare-feu>", **blank), Thing(column=cost, text="", **blank)],
    )
    settings = {"caption": "Actions", "columns": [title, cost], "rows": [row], "selectable": True, "empty": "Rien."}
    return Thing(**{**settings, **changes})


def test_a_table_names_its_rows_its_order_and_what_is_absent():
    html = _show("table", table=_table())
    assert '<caption class="visually-hidden">Actions</caption>' in html
    assert 'aria-sort="descending"' in html
    assert '<th scope="row" class="primary"><a href="/actions/7/">&lt;Pare-feu&gt;</a>' in html
    absent = '<span class="absent absent-cell" title="non renseigné"><span aria-hidden="true">–</span>'
    assert f'data-label="Coût HT" class="end">{absent}<span>non renseigné' in html
    assert "Sélectionner Pare-feu" in html


def test_an_empty_table_says_its_sentence():
    html = _show("table", table=_table(rows=[], empty="Aucune action."))
    assert "Aucune action." in html
    assert "<table" not in html


def test_progress_tells_zero_from_absent():
    assert 'value="0"' in _show("progress", percent=0)
    assert "non renseigné" in _show("progress", percent=None)
    assert 'value="12.5"' in _show("progress", percent=12.5)


def test_a_tile_without_value_says_so():
    assert "non renseigné" in _show("tile", label="Demandes", value=None, tone="neutral")
    assert "non renseigné" not in _show("tile", label="Demandes", value="0", tone="neutral")


def test_a_badge_never_speaks_by_colour_alone():
    html = _show("badge", label="En retard", tone="error")
    assert "tone-alert" in html
    assert "#alert-circle" in html
    assert "En retard" in html


def test_a_few_people_are_not_shown():
    assert "moins de 5 personnes" in _show("withheld")


def test_the_pager_keeps_the_filters_and_is_silent_on_one_page():
    pages = Paginator(range(120), 50)
    html = _show("pager", page=pages.page(2), querystring="statut=ouvert&page=2")
    assert "?statut=ouvert&amp;page=1" in html
    assert "?statut=ouvert&amp;page=3" in html
    assert "51 à 100 sur 120" in html
    assert _show("pager", page=Paginator(range(3), 50).page(1), querystring="").strip() == ""


class _Form(forms.Form):
    title = forms.CharField(label="Intitulé", help_text="Court.")
    kind = forms.ChoiceField(label="Nature", widget=forms.RadioSelect, choices=[("a", "Audit"), ("c", "COPIL")])
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


def test_an_error_is_linked_to_its_field_and_listed_first():
    html = _show("form", form=_Form({}))
    assert 'aria-describedby="id_title_error id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#id_title">Intitulé</a>' in html
    assert '<a href="#id_kind">Nature</a>' in html
    assert '<fieldset class="field field-group" id="id_kind"' in html
    assert "2 points sont à corriger" in html


def test_required_is_a_word_and_long_fields_take_the_line():
    html = _show("form", form=_Form())
    assert html.count("(obligatoire)") == 2
    assert "form-cell form-cell-wide" in html
    assert "points sont à corriger" not in html


def test_a_thread_shows_both_sides_or_says_that_nothing_is_linked():
    item = {"title": "Constat 4", "href": "/c/4/", "badge_tone": "alert", "badge_label": "Critique", "relation": ""}
    group = {"label": "Constats", "icon": "search", "rest": [], "first": [item]}
    html = _show("thread", thread={"kind": "Action", "title": "Action 3", "before": [group], "after": []})
    assert "Constat 4" in html
    assert html.index("Constat 4") < html.index("Action 3")
    assert "Rien n’est encore relié" in _show("thread", thread={"title": "Action 3", "before": [], "after": []})
