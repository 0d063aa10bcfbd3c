"""The rules of the house, as tests: what a reviewer would otherwise have to remember."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "gouvernail"
TESTS = ROOT / "tests"
GLOSSARY = ROOT / "docs" / "glossaire.md"

NOT_ROOMS = {"e2e", "contracts", "data", "__pycache__"}
VENDORED = re.compile(r"/(vendor|fonts)/|\.min\.|/bootstrap|/htmx|/icons\.svg$")


def ours(*patterns: str) -> list[Path]:
    return sorted(
        path
        for pattern in patterns
        for path in SOURCE.rglob(pattern)
        if not VENDORED.search(path.as_posix()) and "migrations" not in path.parts
    )


TEMPLATES = ours("templates/**/*.html", "templates/**/*.txt")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def name_of(template: Path) -> str:
    return template.as_posix().split("/templates/", 1)[1]


def called(template: Path) -> str:
    """Return how a template is called: a mail goes by the name its subject and its message share."""
    return re.sub(r"_(subject|message)\.txt$", "", name_of(template))


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


# — Templates —


def test_every_template_is_used():
    allauth = Path(__import__("allauth").__file__).parent / "templates"
    texts = [path.read_text() for path in [*ours("*.py"), *TEMPLATES]]
    forgotten = [
        name_of(template)
        for template in TEMPLATES
        if not any(called(template) in text for text in texts) and not (allauth / name_of(template)).exists()
    ]
    assert forgotten == []


COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
TEMPLATE_TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder"}
SAID_AS_IT_IS = {
    "Gouvernail",
    "Ctrl",
    "HT",
    "TTC",
    "SIREN",
    "SIRET",
    "COPIL",
    "PPI",
    "XLSX",
    "ODS",
    "CSV",
    "PDF",
    "PPTX",
    "DOCX",
}


class TextFinder(HTMLParser):
    """Collects what a person would read or hear: text nodes, and the attributes that are spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES and value:
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.found.append((self.getpos()[0], data))


def without(pattern: re.Pattern[str], text: str) -> str:
    """Return ``text`` without what matches, each line staying at its number."""
    return pattern.sub(lambda found: "\n" * found[0].count("\n"), text)


def untranslated(text: str) -> list[tuple[int, str]]:
    """Return (line, words) for each piece of text of a template that stands outside the translation tags."""
    for pattern in (COMMENTS, TRANSLATED, TEMPLATE_TAGS):
        text = without(pattern, text)
    finder = TextFinder()
    finder.feed(text)
    finder.close()
    words = (
        (line, [w for w in re.findall(r"[^\W\d_]{2,}", data) if w not in SAID_AS_IT_IS]) for line, data in finder.found
    )
    return [(line, " ".join(kept)) for line, kept in words if kept]


def test_the_scanner_sees_untranslated_text():
    assert untranslated('<p title="Fermer">\n{% translate "Oui" %} Bonjour</p>') == [(1, "Fermer"), (1, "Bonjour")]
    assert untranslated("{% blocktranslate %}Bonjour{% endblocktranslate %} {# note #} HT · 12") == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_every_text_of_a_template_is_marked_for_translation(template):
    assert untranslated(template.read_text()) == []


FORBIDDEN_MARKUP = {
    "inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\b(?:src|type=\"application/json\"))", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "inline htmx script": re.compile(r"\shx-on[:\s=-]", re.IGNORECASE),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_template_carries_what_the_content_security_policy_refuses(template):
    text = COMMENTS.sub("", template.read_text())
    wrong = [what for what, pattern in FORBIDDEN_MARKUP.items() if pattern.search(text)]
    assert wrong == []


def test_no_html_written_in_python_carries_a_style_attribute():
    wrong = [shown(path) for path in ours("*.py") if re.search(r"<[a-z]+[^>\n]* style=\\?[\"']", path.read_text())]
    assert wrong == []


NAMESPACES = re.compile(r"https?://www\.w3\.org/")


def test_no_page_asks_anything_of_a_third_party():
    wrong = []
    for path in [*TEMPLATES, *ours("static/**/*.js", "static/**/*.css", "static/**/*.svg")]:
        text = NAMESPACES.sub("", path.read_text())
        wrong += [f"{shown(path)}:{line_of(text, m.start())} {m[0]}" for m in re.finditer(r"https?://[^\s\"')]+", text)]
    for path in SOURCE.rglob("static/**/*.css"):
        wrong += [
            f"{shown(path)} {m}"
            for m in re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\s]+", path.read_text())
        ]
    assert wrong == []


# — Models —

LAYERS = next(
    contract["layers"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    if contract["type"] == "layers"
)
FLOOR = {room.strip(): floor for floor, layer in enumerate(LAYERS) for room in re.split(r"[|:]", layer)}


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("gouvernail.")]


def room_of(model) -> str:
    return model.__module__.split(".")[1]


def test_foreign_keys_point_downwards():
    wrong = []
    for model in our_models():
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or not target or not target.__module__.startswith("gouvernail."):
                continue
            here, there = room_of(model), room_of(target)
            if here != there and FLOOR[there] <= FLOOR[here]:
                wrong.append(f"{model.__name__}.{field.name} → {there}")
    assert wrong == []


def glossary() -> dict[str, str]:
    """Return {English code name: French term} from the glossary's tables."""
    rows = re.findall(r"^\| *([^|]+?) *\| *`(\w+)` *\| *[^|]+? *\|$", GLOSSARY.read_text(), re.MULTILINE)
    return {code: french for french, code in rows}


def test_every_model_has_a_french_name():
    unnamed = [model.__name__ for model in our_models() if "verbose_name" not in model._meta.original_attrs]
    assert unnamed == []


def test_every_model_stands_in_the_glossary_under_its_french_name():
    words = {code: french.lower() for code, french in glossary().items()}
    wrong = [
        f"{model.__name__}: « {model._meta.verbose_name} », glossaire : {words.get(model.__name__, 'absent')}"
        for model in our_models()
        if words.get(model.__name__) != str(model._meta.verbose_name).lower()
    ]
    assert wrong == []


def test_the_glossary_names_no_model_that_is_gone():
    section = GLOSSARY.read_text().split("## Objets", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"^\|[^|]+\| *`(\w+)` *\|", section, re.MULTILINE))
    assert named - {model.__name__ for model in our_models()} == set()


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# — Documents —


def test_every_setting_is_explained_to_whoever_installs():
    read = {name for path in ours("*.py") for name in re.findall(r"GOUVERNAIL_[A-Z_]+", path.read_text())}
    assert read - set(re.findall(r"GOUVERNAIL_[A-Z_]+", (ROOT / "docs" / "installer.md").read_text())) == set()


def test_every_link_of_the_documents_leads_somewhere():
    dead = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            if not target.startswith(("http", "mailto")) and not (page.parent / target).exists():
                dead.append(f"{shown(page)} → {target}")
    assert dead == []


def test_every_dependency_has_its_reason():
    reasons = "\n".join(page.read_text().lower() for page in (ROOT / "docs" / "adr").glob("*.md"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(name for group in project["optional-dependencies"].values() for name in group),
    ]
    names = {re.match(r"[\w-]+", requirement)[0].lower() for requirement in wanted}
    assert {name for name in names if name not in reasons} == set()


# — Files —


def test_no_file_is_long():
    files = ours("*.py", "*.html", "*.js")
    long = {shown(path): count for path in files if (count := len(path.read_text().splitlines())) >= 400}
    assert long == {}


EXCEPTION = re.compile(
    r"#\s*(?:noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)(?P<reason>.*)$"
)


def test_every_exception_to_a_rule_says_why_on_its_line():
    silent = [
        f"{shown(path)}:{number}"
        for path in ours("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (found := EXCEPTION.search(line)) and not re.search(r"[a-z]{3}", EXCEPTION.sub(r"\g<reason>", found[0]))
    ]
    assert silent == []


def rooms() -> set[str]:
    return {
        path.name
        for path in SOURCE.iterdir()
        if path.is_dir() and any(f.name != "__init__.py" for f in path.rglob("*.py"))
    }


def test_tests_mirror_the_rooms():
    tested = {path.name for path in TESTS.iterdir() if path.is_dir()} - NOT_ROOMS
    assert tested - rooms() == set(), "tests of a room that does not exist"
    untested = {room for room in rooms() if not list((TESTS / room).rglob("test_*.py"))}
    assert untested - {"config"} == set(), "rooms without a test"


def test_every_room_has_its_floor():
    assert rooms() - FLOOR.keys() == set()
