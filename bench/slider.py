"""Moving a weight on the page « Pondérer »: the whole request, from the address to the page, on the server's side.

    python bench/slider.py

Each case is a study written in a database of its own (SQLite, thrown away), asked as htmx asks for it at each move; the
weights change at each request, so that nothing can be kept from one to the next. Median and worst of 30 requests in
milliseconds of the clock, and the median of the processor's, which a machine shared with others lengthens less.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from datetime import date
from decimal import Decimal

RUNS, SEED = 30, 18
LEVELS = {"Faible": (2, 2), "Faible à moyenne": (2, 3), "Moyenne": (3, 3), "Bonne": (4, 4), "Très bonne": (5, 5)}
CASES = (
    ("5 scénarios × 10 critères, mots", 5, 10, False),
    ("12 scénarios × 18 critères, mots", 12, 18, False),
    ("12 scénarios × 18 critères, seul l’ordre des mots compte", 12, 18, True),
)


def main() -> None:
    """Write the studies, move the weights, print."""
    folder = tempfile.mkdtemp(prefix="gouvernail-bench-")
    os.environ |= {
        "GOUVERNAIL_DATA": folder,
        "GOUVERNAIL_DATABASE": f"sqlite:///{folder}/bench.sqlite3",
        "DJANGO_SETTINGS_MODULE": "gouvernail.config.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    place, client = plant()
    print(f"{os.cpu_count()} cœurs, charge {os.getloadavg()[0]:.1f} ; millisecondes de l’horloge, puis de processeur")
    print(f"{'cas':58} {'marge':>6} {'médiane':>8} {'pire':>6} {'proc.':>6}")
    for name, scenarios, criteria, ordinal in CASES:
        study = write(place, name, scenarios, criteria, ordinal=ordinal)
        for margin in (0, 25):
            spent, worked = zip(*move(client, place, study, margin), strict=True)
            middle, processor = statistics.median(spent) * 1000, statistics.median(worked) * 1000
            print(f"{name:58} {margin:>4} % {middle:8.0f} {max(spent) * 1000:6.0f} {processor:6.0f}")


def plant():
    """Create a place, and a client signed in there."""
    from django.test import Client

    from gouvernail.accounts.models import User
    from gouvernail.organisations.enums import Role
    from gouvernail.organisations.models import Membership, Organisation

    place = Organisation.objects.create(name="Banc", slug="banc", kind="commune", lives_on=date(2026, 1, 13))
    user = User.objects.create_user(email="banc@banc.example", name="Banc")
    Membership.objects.create(user=user, organisation=place, role=Role.REFERENT)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return place, client


def write(place, title: str, scenarios: int, criteria: int, *, ordinal: bool):
    """Write a study of random words, one rating in twenty unknown."""
    from gouvernail.studies.models import Criterion, Rating, ScaleWord, Scenario, Study

    luck = random.Random(SEED)
    study = Study.objects.create(organisation=place, title=title, question="À quelle vitesse ?")
    rows = [Scenario.objects.create(study=study, name=f"Scénario {n}", order=n) for n in range(scenarios)]
    for order in range(criteria):
        criterion = Criterion.objects.create(study=study, name=f"Critère {order}", order=order, ordinal=ordinal)
        ScaleWord.objects.bulk_create(
            ScaleWord(criterion=criterion, text=text, low=Decimal(low), high=Decimal(high))
            for text, (low, high) in LEVELS.items()
        )
        Rating.objects.bulk_create(
            Rating(criterion=criterion, scenario=row, raw="", unknown=True)
            if luck.random() < 0.05
            else Rating(criterion=criterion, scenario=row, raw=luck.choice(list(LEVELS)))
            for row in rows
        )
    return study


def move(client, place, study, margin: int) -> list[tuple[float, float]]:
    """Ask for the ranking, other weights each time; return the seconds, clock and processor, but for the first two."""
    from django.urls import reverse

    luck = random.Random(SEED)
    address = reverse("study_weigh", args=[place.slug, study.pk])
    spent = []
    for _run in range(RUNS + 2):
        points = {f"p{one.pk}": luck.randint(1, 10) for one in study.criteria.all()}
        start, worked = time.perf_counter(), time.process_time()
        answer = client.get(address, points | {"marge": margin}, headers={"HX-Request": "true", "HX-Target": "ranking"})
        spent.append((time.perf_counter() - start, time.process_time() - worked))
        if answer.status_code != 200 or "rang moyen" not in answer.content.decode():
            raise RuntimeError(f"the page answered {answer.status_code} without a ranking")
    return spent[2:]


if __name__ == "__main__":
    main()
