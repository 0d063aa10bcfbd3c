"""A deck and a set of minutes with plausible content, of a collectivité that does not exist, naming nobody."""

from __future__ import annotations

from datetime import date

from gouvernail.documents.kit import story
from gouvernail.documents.kit.story import (
    Callout,
    ChartBlock,
    DecisionSheet,
    Paragraph,
    Slide,
    StatusCell,
    Table,
    Tile,
    Tiles,
)
from gouvernail.ui.charts import model
from gouvernail.ui.charts.model import GanttBar, GanttMark, Series

HELD_ON = date(2026, 1, 13)
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
HELP_DESK = "Outil de tickets"

REQUESTS = model.ColumnChart(
    "Demandes au service SI",
    "670 demandes en 2025, par mois et par type",
    unit="demandes",
    source=HELP_DESK,
    as_of=date(2025, 12, 31),
    categories=MONTHS,
    series=(
        Series("Support utilisateurs", (38, 35, 41, 36, 33, 30, 22, 18, 44, 47, 43, 39)),
        Series("Sites et réseau", (9, 8, 11, 8, 9, 9, 5, 4, 9, 11, 13, 11)),
        Series("Projets", (4, 4, 6, 7, 6, 7, 3, 2, 10, 9, 12, 14)),
        Series("Sécurité et incidents", (3, 3, 4, 3, 4, 3, 2, 5, 6, 7, 8, 5)),
    ),
)
INVESTMENT = model.ColumnChart(
    "Plan pluriannuel d’investissement",
    "k€ TTC, par année",
    unit="k€",
    source="PPI voté le 12 décembre 2025",
    categories=("2026", "2027", "2028", "2029"),
    series=(
        Series("Infrastructure", (232, 48, 0, 0)),
        Series("Modernisation des outils", (280, 196, 40, 35)),
        Series("Centre de service", (17, 0, 0, 0)),
    ),
)
STATUSES = model.DonutChart(
    "Projets par statut",
    "12 projets suivis",
    source="Portefeuille de projets",
    as_of=date(2026, 1, 9),
    parts=(("Dans les temps", 7), ("En risque", 2), ("En alerte", 1), ("Terminés", 2)),
    centre_label="projets",
)
MIGRATION = model.GaugeChart(
    "Postes sous Windows 11",
    "58 postes sur 85",
    source="Inventaire",
    as_of=date(2026, 1, 9),
    percent=68.2,
    target=95,
    caption="27 postes restent à migrer",
    tone="risk",
)
AGES = model.HistogramChart(
    "Âge des postes",
    "Un poste sur quatre a plus de cinq ans",
    source="Inventaire",
    unit="postes",
    bins=("0", "1", "2", "3", "4", "5", "6", "7", "8 et +"),
    counts=(9, 14, 16, 13, 11, 9, 6, 4, 3),
    threshold_index=5,
    threshold_label="Au-delà de 5 ans",
    axis_label="Âge en années",
)
PHISHING = model.LineChart(
    "Campagnes d’hameçonnage",
    "Taux de clic, toutes équipes confondues ; pas de campagne au T3 2025",
    unit="%",
    source="Campagnes internes",
    categories=("T4 2024", "T1 2025", "T2 2025", "T3 2025", "T4 2025"),
    series=(
        Series("Clics", (24.0, 19.5, 16.0, None, 11.5)),
        Series("Signalements", (4.0, 9.0, 15.5, None, 27.0)),
    ),
)
USES = model.BarChart(
    "Volume de l’espace partagé par pôle",
    "Cinq pôles",
    unit="Go",
    source="Espace de partage",
    as_of=date(2026, 1, 5),
    categories=("Ressources et finances", "Petite enfance, enfance et jeunesse", "Aménagement", "Culture", "Déchets"),
    series=(Series("Volume", (412, 388, 251, 174, 66)),),
)
ROBUSTNESS = model.BarChart(
    "Robustesse des scénarios",
    "Part des 20 000 jeux de poids où le scénario obtient chaque rang",
    unit="%",
    source="Étude comparative de décembre 2025",
    categories=(
        "1. Infogérance renforcée",
        "2. Renforcement interne",
        "3. Recrutement d’un RSI",
        "4. Sortie du Cybercentre",
    ),
    series=(
        Series("Rang 1", (90, 1, 0, 9)),
        Series("Rang 2", (9, 5, 29, 57)),
        Series("Rang 3", (1, 31, 37, 31)),
        Series("Rang 4", (0, 63, 34, 3)),
    ),
    as_share=True,
    ranked=True,
)


def _bar(label, group, start, end, percent=None, tone="on_track", *, vague=False):
    return GanttBar(label, group, date(*start), date(*end), percent, tone, vague=vague)


ROADMAP = model.GanttChart(
    "Feuille de route 2026-2028",
    "",
    source="Portefeuille de projets",
    as_of=date(2026, 1, 9),
    start=date(2026, 1, 1),
    end=date(2028, 12, 31),
    today=HELD_ON,
    marks=(
        GanttMark("COPIL n°\u00a03", HELD_ON),
        GanttMark("Vote du budget", date(2026, 4, 9)),
        GanttMark("Point à 12 mois", date(2027, 1, 14)),
        GanttMark("Bilan de la feuille de route", date(2028, 9, 15)),
    ),
    bars=(
        _bar("Lancement de la gouvernance SI", "Gouvernance", (2025, 10, 17), (2026, 3, 31), 70),
        _bar("COPIL mensuel puis trimestriel", "Gouvernance", (2026, 1, 1), (2028, 12, 31), 10),
        _bar("Préparation 2029-2031", "Gouvernance", (2028, 7, 1), (2028, 12, 31), 0, "planned", vague=True),
        _bar("Inventaire des comptes et des droits", "Identités et accès", (2026, 1, 1), (2026, 3, 31), 35, "risk"),
        _bar("Authentification forte généralisée", "Identités et accès", (2026, 4, 1), (2026, 9, 30), 0),
        _bar("Accès conditionnel, revue des droits", "Identités et accès", (2027, 1, 1), (2027, 9, 30), vague=True),
        _bar("Pare-feu centralisé, réseau intersites", "Cybersécurité", (2026, 1, 1), (2026, 6, 30), 35, "risk"),
        _bar("Sensibilisation continue", "Cybersécurité", (2026, 1, 1), (2026, 12, 31), 15),
        _bar("EDR sur les postes", "Cybersécurité", (2027, 1, 1), (2027, 6, 30), None, "planned", vague=True),
        _bar("Migration Windows 11", "Postes", (2025, 9, 1), (2026, 9, 30), 68, "alert"),
        _bar("Messagerie et espaces partagés", "Outils collaboratifs", (2026, 4, 1), (2026, 12, 31), 0),
        _bar("Téléphonie IP unifiée", "Outils collaboratifs", (2026, 3, 1), (2026, 10, 31), 5),
        _bar("Outil de tickets en service", "Support", (2025, 11, 1), (2026, 1, 9), 100, "done"),
        _bar("Plans de continuité et de reprise", "Continuité", (2027, 1, 1), (2027, 12, 31), 0, "planned", vague=True),
        _bar("Exercice de crise cyber", "Continuité", (2028, 4, 1), (2028, 6, 30), 0, "planned", vague=True),
    ),
)

LATE = StatusCell("En retard", "alert")
TO_APPROVE = StatusCell("À valider", "decide")
ONGOING = StatusCell("En cours", "progress")
STUDY = StatusCell("À étudier", "study")
PLANNED = StatusCell("À planifier", "neutral")
DONE = StatusCell("Faite", "good")

ACTIONS = Table(
    headers=("N°", "Action", "Statut", "Porteur", "Échéance", "Avanc."),
    widths=(0.5, 5.6, 1.4, 1.8, 1.2, 0.8),
    align="lllllr",
    rows=(
        ("2", "Mettre à jour les systèmes d’exploitation obsolètes", LATE, "Référent SI", "31/01/2026", "68 %"),
        ("3", "Formaliser la politique de mots de passe", TO_APPROVE, "Direction générale", "13/01/2026", "90 %"),
        ("5", "Renforcer le service SI : prestataire ou poste", ONGOING, "Direction générale", "13/01/2026", "50 %"),
        ("4", "Rédiger la charte informatique, liée au règlement", ONGOING, "Direction générale", "27/02/2026", "80 %"),
        (
            "1",
            "Tenir à jour le schéma d’infrastructure et l’inventaire des équipements, sites et liens compris, "
            "avec la date de fin de garantie de chaque matériel et le contrat dont il dépend, pour préparer le marché",
            ONGOING,
            "Référent SI",
            "31/03/2026",
            "60 %",
        ),
        ("14", "Poursuivre la mise en conformité au RGPD", ONGOING, "DPO mutualisé", "31/12/2026", "45 %"),
        ("18", "Ouvrir l’outil de tickets à tous les agents", DONE, "Référent SI", "09/01/2026", "100 %"),
        ("7", "Sensibiliser en continu : hameçonnage, lettre, quiz", STUDY, "Référent SI", "30/04/2026", "10 %"),
        ("12", "Activer l’authentification forte des accès critiques", PLANNED, "Prestataire", "30/06/2026", "0 %"),
        ("9", "Centraliser la gestion des comptes", STUDY, "Prestataire", "30/09/2026", "0 %"),
        ("10", "Centraliser l’antivirus", STUDY, "Prestataire", "30/09/2026", "0 %"),
        ("16", "Gérer les mobiles et tablettes par un MDM", STUDY, "Référent SI", "30/10/2026", "0 %"),
        ("11", "Retirer les droits d’administrateur local", PLANNED, "Prestataire", "30/11/2026", "0 %"),
        ("13", "Filtrer le web et tracer les accès", PLANNED, "Prestataire", "15/12/2026", "0 %"),
        ("17", "Migrer la messagerie", PLANNED, "Prestataire", "15/12/2026", "non renseigné"),
        ("15", "Écrire et essayer le plan de reprise", PLANNED, "Direction générale", "non renseigné", "0 %"),
    ),
)

CONTRACTS = Table(
    headers=("Marché", "Objet", "Fin", "Coût annuel TTC", "État"),
    align="lllrl",
    rows=(
        (
            "2023-07",
            "Télécommunications fixes et mobiles",
            "30/06/2026",
            "41\u202f280\u00a0€",
            StatusCell("À relancer", "risk"),
        ),
        (
            "2024-02",
            "Progiciel de gestion financière",
            "31/12/2027",
            "23\u202f900\u00a0€",
            StatusCell("En cours", "progress"),
        ),
        ("2025-11", "Infogérance", "non renseigné", "non renseigné", StatusCell("À décider", "decide")),
    ),
)

SCENARIO = DecisionSheet(
    number="2026-01",
    title="Organisation du service SI",
    wording="Le comité retient le scénario 1, infogérance renforcée, comme organisation cible du service SI, et charge "
    "la direction générale de lancer la consultation.",
    context=(
        "Un seul poste porte l’exploitation, le support et l’animation du Cybercentre.",
        "L’audit et la chambre régionale des comptes demandent de séparer pilotage et exécution.",
        "Quatre scénarios comparés sur douze critères : le premier arrive en tête dans 90 % des pondérations.",
        "Le coût annuel est estimé entre 38\u202f000 et 52\u202f000\u00a0€ TTC, à préciser par la consultation.",
    ),
    options=(
        "Scénario 1 : infogérance renforcée",
        "Scénario 2 : renforcement interne progressif",
        "Scénario 3 : recrutement d’un responsable SI",
        "Scénario 4 : sortie du Cybercentre, en complément",
    ),
    condition="inscription de 45\u202f000\u00a0€ TTC au budget 2026.",
    owner="Direction générale",
    due="31 mars 2026",
)
CHARTER = DecisionSheet(
    number="2026-02",
    title="Charte informatique",
    wording="Le comité approuve la charte informatique et la politique de mots de passe qui lui est annexée.",
    options=("Approuver", "Approuver sans l’annexe", "Renvoyer au prochain comité"),
    condition="avis du comité social territorial.",
    owner="Direction générale",
    due="27 février 2026",
)
CYBERCENTRE = DecisionSheet(
    number="2026-03",
    title="Cybercentre",
    wording="Le comité engage la sortie du Cybercentre du périmètre du service SI, selon un calendrier donné en mars.",
    context=("Levier rapide ; point de vigilance : le public ne doit pas perdre de service.",),
    owner="Vice-présidence au numérique",
)

SLIDES = (
    Slide("", kind="opening", notes="Accueil, tour de table, approbation du relevé précédent."),
    Slide(
        "Trois décisions à prendre ; la migration Windows 11 passe en alerte",
        (
            Tiles(
                (
                    Tile("18", "actions au plan", "5 en cours, 1 à valider"),
                    Tile("12", "projets suivis", "2 en risque, 1 en alerte", "risk"),
                    Tile("68 %", "postes sous Windows 11", "27 postes à migrer", "alert"),
                    Tile("219", "demandes au T4 2025", "+12 % sur un an"),
                    Tile("848 k€", "plan pluriannuel TTC", "62 % engagés en 2026", "good"),
                )
            ),
            Callout(
                "En alerte",
                "Migration Windows 11",
                "27 postes sur 85 restent sous un système sans correctifs. Échéance : 31 janvier 2026.",
                "alert",
            ),
            Callout(
                "En risque",
                "Pare-feu centralisé",
                "L’offre du prestataire est attendue ; un glissement d’un trimestre est possible.",
                "risk",
            ),
            Callout(
                "À décider",
                "Organisation du service SI",
                "Le scénario 1 arrive premier dans 90 % des pondérations, le scénario 4 le complète.",
                "decide",
            ),
        ),
        notes="Dire d’abord ce qui a changé depuis le 16 décembre.",
        source="Tableau de bord SI, données au 9 janvier 2026",
    ),
    Slide(
        "La demande progresse de 12 % et l’investissement se concentre sur 2026",
        (ChartBlock(REQUESTS), ChartBlock(INVESTMENT)),
        columns=2,
        notes="Le creux d’été est habituel.",
    ),
    Slide(
        "Trois projets sur douze demandent l’attention du comité",
        (
            ChartBlock(STATUSES),
            Callout("En alerte", "Migration Windows 11", "Le lot de tablettes n’est pas commandé.", "alert"),
            ChartBlock(MIGRATION),
        ),
        columns=2,
        split=2,
    ),
    Slide("Plan d’action : une action en retard, une à valider ce jour", (ACTIONS,), source="Plan d’action du SI"),
    Slide(
        "Le parc vieillit, la vigilance des agents progresse",
        (ChartBlock(AGES), ChartBlock(PHISHING)),
        columns=2,
        notes="Aucun chiffre par personne ; les équipes de moins de cinq agents ne sont pas détaillées.",
    ),
    Slide(
        "L’espace partagé sert surtout deux pôles",
        (ChartBlock(USES),),
        notes="Volume total : 1 291 Go.",
    ),
    Slide(
        "Feuille de route",
        (Paragraph(("2026 structure, 2027 consolide, 2028 optimise",)),),
        kind="section",
    ),
    Slide("2026 structure, 2027 consolide, 2028 optimise", (ChartBlock(ROADMAP),)),
    Slide(
        "Un marché prend fin en juin : la consultation doit partir en février",
        (
            CONTRACTS,
            Paragraph(
                (
                    "La consultation télécom suit le calendrier d’un marché à procédure adaptée.",
                    "L’infogérance attend la décision 2026-01 ; son coût n’est pas encore connu.",
                    "Aucune dépense n’est engagée avant le vote du budget, le 9 avril 2026.",
                ),
                "À retenir",
            ),
        ),
    ),
    Slide(
        "Retenir l’infogérance renforcée sécurise le service dès 2026",
        (
            ChartBlock(ROBUSTNESS),
            Callout("Avis", "Un choix robuste", "L’ordre change peu avec les poids."),
            CYBERCENTRE,
        ),
        columns=2,
        split=2,
        kind="decision",
    ),
    Slide("Décision 1 : organisation du service SI", (SCENARIO,), kind="decision"),
    Slide("Décision 2 : charte informatique", (CHARTER,), kind="decision"),
    Slide(
        "Prochaines étapes : consultation en février, comité le 10 mars",
        (
            Paragraph(
                (
                    "31 janvier : fin de la migration des postes, hors tablettes",
                    "9 février : notification du marché de téléphonie",
                    "27 février : charte signée et diffusée",
                    "10 mars : COPIL n°\u00a04, rapport d’analyse des offres",
                ),
                "Calendrier",
            ),
            Paragraph(
                ("Une question reste ouverte : qui accueille le public du Cybercentre pendant la transition ?",),
                "Point ouvert",
            ),
        ),
        columns=2,
    ),
)


def sample_deck(**changes) -> story.Deck:
    """The deck of a committee that never met."""
    facts = {
        "title": "COPIL SI n°\u00a03",
        "subtitle": "Gouvernance et feuille de route numérique 2026-2028",
        "organisation": "CC des Trois Rivières",
        "held_on": HELD_ON,
        "held_on_text": "mardi 13 janvier 2026",
        "footer": "CC des Trois Rivières · COPIL SI n°\u00a03",
        "slides": SLIDES,
        "is_demo": True,
    }
    return story.Deck(**{**facts, **changes})


def sample_report(**changes) -> story.Report:
    """The minutes of the same meeting."""
    decided = DecisionSheet(
        **{**vars(SCENARIO), "outcome": "Adoptée", "votes": "unanimité des membres présents", "options": ()}
    )
    amended = DecisionSheet(**{**vars(CHARTER), "outcome": "Amendée", "context": ("L’annexe est revue en mars.",)})
    facts = {
        "title": "Relevé de décisions du COPIL SI n°\u00a03",
        "subtitle": "Gouvernance et feuille de route numérique 2026-2028",
        "organisation": "CC des Trois Rivières",
        "held_on": HELD_ON,
        "facts": (
            ("Date", "mardi 13 janvier 2026, 9 h 30"),
            ("Lieu", "Salle du conseil communautaire"),
            ("Présidence", "Vice-présidence au numérique"),
            ("Présents", "Direction générale, pôle ressources, référent SI, assistance à maîtrise d’ouvrage"),
            ("Prochain comité", "mardi 10 mars 2026"),
        ),
        "sections": (
            story.Section(
                "L’essentiel",
                (
                    Paragraph(("Le comité a pris deux décisions et ajourné une troisième.",)),
                    Tiles((Tile("2", "décisions prises"), Tile("1", "ajournée", tone="risk"), Tile("4", "actions"))),
                    Callout("En alerte", "Migration Windows 11", "27 postes restent à migrer.", "alert"),
                ),
            ),
            story.Section("Décisions", (decided, amended, CYBERCENTRE)),
            story.Section("Suivi du plan d’action", (ACTIONS, ChartBlock(STATUSES))),
            story.Section(
                "Échanges",
                (Paragraph(("Le calendrier du Cybercentre est demandé.", "Les tablettes sont commandées."), "Débat"),),
            ),
        ),
        "footer": "",
        "is_demo": False,
    }
    return story.Report(**{**facts, **changes})
