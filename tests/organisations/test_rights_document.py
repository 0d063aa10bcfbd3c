"""``docs/droits.md`` says the very table that the code applies.

To write it anew after changing the table: ``python tests/organisations/test_rights_document.py > docs/droits.md``.
"""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "droits.md"

INTRODUCTION = """# Qui a le droit de quoi

Un rôle se donne à une personne sur une collectivité ; il vaut pour elle et pour tout ce qui est au-dessous d’elle dans
l’arbre. Une personne peut tenir plusieurs rôles : ses droits s’ajoutent. On ne donne que des droits que l’on détient
soi-même, et chaque rôle donné ou repris est écrit au journal.

Un prestataire ne voit que les objets (contrat, projet, action) qui lui sont confiés un par un.

Une collectivité où l’on n’a aucun rôle n’existe pas : sa page répond « introuvable », jamais « interdit ».

Cette table est celle que le programme applique ; un test les compare.
"""


def rendered() -> str:
    from gouvernail.organisations.enums import Role
    from gouvernail.organisations.rights import FAMILIES, GIVEN_ONE_BY_ONE, VERBS, verbs_of

    parts = [INTRODUCTION]
    for role in Role:
        parts.append(f"## {role.label}\n")
        if role in GIVEN_ONE_BY_ONE:
            parts.append("Seulement sur les objets confiés un par un.\n")
        rows = ["| Objets | " + " | ".join(str(label) for label in VERBS.values()) + " |"]
        rows.append("|---" * (len(VERBS) + 1) + "|")
        for family, label in FAMILIES.items():
            held = verbs_of(role, family)
            if held:
                rows.append(f"| {label} | " + " | ".join("oui" if verb in held else "–" for verb in VERBS) + " |")
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def test_the_page_says_the_table_that_the_code_applies():
    assert PAGE.read_text() == rendered()


if __name__ == "__main__":
    import os
    import sys

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.test_settings")
    import django

    django.setup()
    sys.stdout.write(rendered())
