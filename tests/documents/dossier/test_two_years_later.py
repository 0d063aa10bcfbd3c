"""Two years later a controller follows one recommendation from its finding to its proof, and back, with a browser."""

import hashlib
import io
import json
import zipfile
from datetime import date
from itertools import pairwise

import pytest

from gouvernail.action_plan.models import ActionStatus
from gouvernail.documents.freezing import establish_minutes, freeze_meeting
from gouvernail.governance.measuring import measure_by
from gouvernail.governance.models import MeetingState, Outcome
from gouvernail.governance.operations import hold_meeting, record_decision
from gouvernail.journal.models import Entry
from gouvernail.journal.offline import digest_of_details, digest_of_entry
from gouvernail.organisations.enums import Role
from gouvernail.plans.models import BudgetLine
from gouvernail.registers.operations import save_object
from gouvernail.registers.registry import register_of
from tests.documents.chain import tie
from tests.governance.committee import TODAY
from tests.worlds import person

PROOF = "PV de restauration du 3 mars 2026, signé par la direction"
LATER = date(2028, 1, 13)


@pytest.fixture
def two_years(sitting, chain, owner):
    """The recommendation decided in a meeting held and minuted, carried out with its proof, two years ago."""
    decision = sitting.decide("3.1", title="Tester les sauvegardes")
    line = BudgetLine.objects.create(organisation=sitting.place, label="Banc de restauration", year=2026)
    tie(("action", chain.action), ("project", chain.project))
    tie(("project", chain.project), ("budget_line", line))
    tie(("budget_line", line), ("decision", decision), "decide_par")
    measure_by(register_of("action"), chain.action, "PRJ-02", actor=owner)
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    hold_meeting(sitting.meeting, actor=owner, on=TODAY)
    record_decision(decision, outcome=Outcome.ADOPTED, actor=owner, on=TODAY)
    sitting.meeting.refresh_from_db()
    establish_minutes(sitting.meeting, actor=owner)
    chain.action.status, chain.action.evidence, chain.action.done_on = ActionStatus.DONE, PROOF, date(2026, 3, 3)
    save_object(register_of("action"), chain.action, actor=owner)
    sitting.place.lives_on = LATER
    sitting.place.save()
    assert sitting.meeting.__class__.objects.get(pk=sitting.meeting.pk).state == MeetingState.CLOSED
    return [
        ("finding", chain.finding, "Sauvegardes jamais testées"),
        ("recommendation", chain.recommendation, "Tester un retour"),
        ("action", chain.action, "Tester le retour"),
        ("project", chain.project, "Plan de reprise"),
        ("budget_line", line, "Banc de restauration"),
        ("decision", decision, "Tester les sauvegardes"),
    ]


def walk(client, steps) -> list[str]:
    """Go from the thread page of each step to the sheet of the next by the links of the page; return the pages."""
    pages = []
    for (kind, obj, _title), (following, other, title) in pairwise(steps):
        page = client.get(f"/c/agglo/fil/{kind}/{obj.pk}/").content.decode()
        assert title in page
        href = f"/c/agglo/{register_of(following).word}/{other.pk}/"
        assert f'href="{href}"' in page
        sheet = client.get(href).content.decode()
        assert f"/c/agglo/fil/{following}/{other.pk}/" in sheet, "from the sheet one comes back to the whole thread"
        pages += [page, sheet]
    return pages


def test_a_controller_walks_the_thread_both_ways(two_years, sitting, client):
    client.force_login(person("controle@agglo.example", Role.AUDITOR, sitting.place))
    forward, backward = walk(client, two_years), walk(client, two_years[::-1])
    for pages in (forward, backward):
        text = "".join(pages)
        assert PROOF in text
        assert "décidée le 13/01/2026" in text
        assert "Décisions attendues" in text, "the indicator that measures the result"
    printed = client.get(f"/c/agglo/fil/recommendation/{two_years[1][1].pk}/fil.pdf")
    assert printed.content.startswith(b"%PDF")


def test_the_dossier_proves_it_without_the_application(two_years, client, world):
    client.force_login(world.owner)
    answer = client.post(f"/c/agglo/fil/recommendation/{two_years[1][1].pk}/dossier/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert set(listed) == set(files) - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in listed.items())
    assert {one["chemin"] for one in json.loads(files["index.json"])["fichiers"]} <= set(files)
    sheets = files["fiches/fiches.json"].decode()
    assert all(title in sheets for _kind, _obj, title in two_years)
    assert PROOF in sheets
    assert {"support.pdf", "releve.pdf"} <= {name.rpartition("-")[2] for name in files if name.startswith("documents/")}
    _the_journal_proves(json.loads(files["journal/journal.json"]), two_years)


def _the_journal_proves(journal, two_years):
    lines = journal["lignes"]
    assert all(digest_of_entry(one) == one["hash"] for one in lines)
    assert all(digest_of_details(one["salt"], one["details"]) == one["details_digest"] for one in lines)
    proof = next(one for one in lines if one["kind"] == "action" and one["verb"] == "modifier")
    assert PROOF in json.dumps(proof["details"], ensure_ascii=False)
    taken = next(one for one in lines if one["verb"] == "enregistrer_decision")
    assert taken["object_id"] == str(two_years[-1][1].pk)
    assert {"figer", "tenir", "clore"} <= {one["verb"] for one in lines}
    assert journal["tete"]["numero"] == Entry.objects.exclude(verb="exporter").latest("number").number
    forged = {**taken, "label": "Autre chose"}
    assert digest_of_entry(forged) != forged["hash"]
