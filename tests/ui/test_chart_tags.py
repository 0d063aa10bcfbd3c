import re

from django.template import Context, Engine

from gouvernail.ui.charts import gallery

ENGINE = Engine(
    libraries={"chart_tags": "gouvernail.ui.templatetags.chart_tags"},
    loaders=[("django.template.loaders.locmem.Loader", {"part.html": "{% load chart_tags %}{% chart value %}"})],
)


def render(text, **values):
    return ENGINE.from_string("{% load chart_tags %}" + text).render(Context(values))


def test_a_chart_is_written_as_markup():
    text = render("{% chart value heading=2 %}", value=gallery.requests_by_month())

    assert text.startswith('<figure class="chart chart-column">')
    assert '<h2 class="chart-title">Demandes au service SI</h2>' in text


def test_the_title_may_be_left_to_the_card():
    assert "chart-title" not in render("{% chart value title=False %}", value=gallery.windows_rate())


def test_identifiers_are_unique_in_a_page_even_through_includes_and_loops():
    page = (
        "{% chart value %}{% chart value %}{% include 'part.html' %}{% include 'part.html' with value=value only %}"
        "{% for v in many %}{% include 'part.html' with value=v %}{% endfor %}"
    )
    value = gallery.actions_by_status()
    ids = re.findall(r' id="([^"]+)"', render(page, value=value, many=[value, value]))

    assert len(ids) > 12
    assert len(ids) == len(set(ids))


def test_each_render_counts_from_one():
    value = gallery.windows_rate()

    assert render("{% chart value %}", value=value) == render("{% chart value %}", value=value)


def test_no_chart_writes_nothing():
    assert render("{% chart value %}", value=None) == ""


def test_a_sparkline_is_written_and_its_label_escaped():
    text = render("{% sparkline values tone='alert' label=name %}", values=(1, None, 3), name="<b>")

    assert text.startswith("<svg")
    assert "chart-stroke-tone-alert" in text
    assert "<b>" not in text
