"""How long the documents of a meeting take: deck, minutes, publications, and a slide turned in the browser.

    python bench/decks.py

Loads the demonstration in a temporary folder, draws each document of COPIL SI n° 3 and prints medians, seconds of
processor and of the clock, the story (reading the database) apart from the drawing. With Chromium, serves the
demonstration and turns the slides of the presentation page by the keyboard: what is timed runs from the key to the next
painted frame.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

RUNS = 5
TURNS = 200
PORT = 8953
ACCOUNT, PASSWORD = "referent-si@trois-rivieres.example", "demo-trois-rivieres-2026"
GOUVERNAIL = Path(sys.executable).with_name("gouvernail")


def main() -> None:
    """Load, draw, turn, print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOUVERNAIL_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.settings")
        subprocess.run([GOUVERNAIL, "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL)
        draw_all()
        if chromium := shutil.which("chromium"):
            turn_slides(chromium)


def draw_all() -> None:
    """Print what each document costs."""
    import django

    django.setup()
    from gouvernail.documents.catalogue.annual_report.content import annual_report
    from gouvernail.documents.catalogue.flash.content import flash
    from gouvernail.documents.catalogue.year_facts import gather
    from gouvernail.documents.drawing import draw
    from gouvernail.documents.kit import deck_to_handout
    from gouvernail.documents.kit.layout.pages import lay_out
    from gouvernail.documents.kit.office import find_office
    from gouvernail.documents.production import story
    from gouvernail.governance.models import Meeting
    from gouvernail.indicators.spans import Span
    from gouvernail.kernel.periods import Month
    from gouvernail.organisations.actors import system_actor

    meetings = Meeting.objects.select_related("organisation__parent", "committee")
    meeting = meetings.get(organisation__slug="cc-des-trois-rivieres", committee__kind="copil", number=3)
    place, actor = meeting.organisation, system_actor("bench")
    deck, minutes = story(meeting, "deck"), story(meeting, "minutes")
    year, month = Span.of_year(2025), Span.of_month(Month(2025, 12))
    print(f"Support de {len(lay_out(deck))} diapositives")
    show("support : lire et écrire l’histoire", lambda: story(meeting, "deck"))
    for extension in ("pptx", "pdf"):
        show(f"support : dessiner le {extension.upper()}", lambda one=extension: draw(deck, one, place))
    show("support à distribuer : dessiner le PDF", lambda: deck_to_handout(deck))
    show("relevé : lire et écrire l’histoire", lambda: story(meeting, "minutes"))
    for extension in ("pdf", "docx"):
        show(f"relevé : dessiner le {extension.upper()}", lambda one=extension: draw(minutes, one, place))
    show("rapport annuel : lire et écrire l’histoire", lambda: annual_report(gather(place, year, actor=actor)))
    report = annual_report(gather(place, year, actor=actor))
    for extension in ("pdf", "docx"):
        show(f"rapport annuel : dessiner le {extension.upper()}", lambda one=extension: draw(report, one, place))
    page = flash(gather(place, month, actor=actor))
    show("flash mensuel : dessiner le PDF", lambda: draw(page, "pdf", place))
    if find_office():
        show("support : ODP par LibreOffice", lambda: draw(deck, "odp", place), runs=2)
        show("relevé : ODT par LibreOffice", lambda: draw(minutes, "odt", place), runs=2)


def show(label: str, job: Callable[[], object], runs: int = RUNS) -> None:
    """Print the medians of a job, warmed up once."""
    job()
    times, walls = [], []
    for _ in range(runs):
        start, wall = _processor(), time.perf_counter()
        job()
        times.append(_processor() - start)
        walls.append(time.perf_counter() - wall)
    print(f"{label:<48} {statistics.median(times):6.2f} s de processeur {statistics.median(walls):6.2f} s à l’horloge")


def _processor() -> float:
    """Seconds of processor of this process and of those it ran."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def turn_slides(chromium: str) -> None:
    """Print how long a slide takes to turn in the presentation page."""
    from playwright.sync_api import sync_playwright

    command = [GOUVERNAIL, "demo", "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{PORT}/compte/login/")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.goto(f"http://127.0.0.1:{PORT}/compte/login/")
            page.fill("[name=login]", ACCOUNT)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/c/**")
            page.goto(f"{page.url.rstrip('/')}/seances/")
            page.get_by_role("link", name="COPIL SI n° 3").first.click()
            page.goto(f"{page.url.rstrip('/')}/presenter/")
            times = sorted(page.evaluate(TURN, TURNS))
            browser.close()
        middle, high = statistics.median(times), times[int(0.95 * len(times))]
        print(f"présentation : médiane {middle:.0f} ms, 95e centile {high:.0f} ms, la plus longue {times[-1]:.0f} ms")
    finally:
        server.terminate()
        server.wait()


TURN = """async (turns) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const slides = document.querySelectorAll(".present-slide").length;
  const times = [];
  for (let turn = 0; turn < turns; turn++) {
    const key = Math.floor(turn / (slides - 1)) % 2 ? "ArrowLeft" : "ArrowRight";
    const start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await painted();
    times.push(performance.now() - start);
  }
  return times;
}"""


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    for _ in range(120):
        try:
            urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("le serveur ne répond pas")


if __name__ == "__main__":
    main()
