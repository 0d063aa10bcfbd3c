"""Documents made for the tests: the same plan of actions and calendar, in every format."""

from __future__ import annotations

import io

PLAN = [
    ["N°", "Action", "Statut", "Porteur (fonction)", "Échéance"],
    ["1", "Recenser les équipements", "En cours", "Référent numérique", "30/06/2026"],
    ["2", "Revoir les mots de passe", "\ufffdÀ valider", "Référent numérique", "31/03/2026"],
    ["3", "Rédiger la charte", "À planifier", "Direction générale", "XX mars 2026"],
]
CALENDAR = """Marché de téléphonie
Etape n° Nom de l'étape Début Fin
1 Publication de la consultation 12/01/2026
2 Date limite de remise des offres 16/02/2026
3 Rapport d'analyse des offres et choix du prestataire 09/03/2026
4 Notification du marché 12/03/2026
"""
CONTACT = "Contact : Camille DURANTEL, 02 99 00 12 34"


def text(*parts: str) -> bytes:
    return "\n".join(parts).encode()


def docx_plan() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Plan d’action du numérique", 1)
    document.add_paragraph("Arrêté le 12/01/2026 par la ville de Valbrune.")
    document.add_paragraph(CONTACT)
    table = document.add_table(rows=0, cols=len(PLAN[0]))
    for row in PLAN:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return _saved(document)


def pptx_plan() -> bytes:
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Plan d’action du numérique"
    shape = slide.shapes.add_table(len(PLAN), len(PLAN[0]), Inches(1), Inches(2), Inches(8), Inches(3))
    for rank, row in enumerate(PLAN):
        for column, words in enumerate(row):
            shape.table.cell(rank, column).text = words
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Annexe"
    hidden._element.set("show", "0")
    return _saved(deck)


def html_plan() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in PLAN)
    return (
        "<!DOCTYPE html><html><head><title>x</title><script>alert(1)</script><style>p{}</style></head><body>"
        f"<h1>Plan d’action du numérique</h1><p>{CONTACT}</p><table>{rows}</table><p>Fin</body></html>"
    ).encode()


def pdf_plan() -> bytes:
    import typst

    cells = ",\n".join(f"[{cell.replace('#', '')}]" for row in PLAN for cell in row)
    source = f"""#set page(width: 21cm, height: 15cm)
= Plan d’action du numérique
Arrêté le 12/01/2026 par la ville de Valbrune.

{CONTACT}
#table(columns: 5, {cells})
#pagebreak()
Deuxième page, sans tableau.
"""
    return typst.compile(source.encode(), format="pdf")


MAKERS = {"plan.docx": docx_plan, "plan.pptx": pptx_plan, "plan.html": html_plan, "plan.pdf": pdf_plan}


def _saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
