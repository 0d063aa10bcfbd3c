"""Prepared requests keep the words of their source rather than what these meant when they were read.

Nothing of a reading that waits is in the registers: those under way are given up, the sources are read again, and what
an earlier reading left aside is told by the next one.
"""

import django.db.models.deletion
from django.db import migrations, models

from gouvernail.connectors.sources.columns import UncheckedJSON

OUTCOMES = [
    ("nouvelle", "Nouvelles"), ("modifiee", "Modifiées"), ("disparue", "Disparues"), ("douteuse", "Douteuses"),
    ("conflit", "En conflit"), ("refusee", "Refusées"), ("inchangee", "Inchangées"),
]  # fmt: skip


def give_up(apps, schema_editor):
    runs = apps.get_model("sources", "SourceRun").objects
    runs.filter(stream="demandes", state__in=("lecture", "a_verifier")).update(state="abandonnee")


def word():
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", db_index=False,
        db_constraint=False, to="sources.sourceword",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_title_sketches")]

    operations = [
        migrations.RunPython(give_up, migrations.RunPython.noop),
        migrations.AlterField(
            "heldrecord", "connection",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", db_index=False, db_constraint=False,
                to="sources.connection",
            ),
        ),
        migrations.DeleteModel("StagedRequest"),
        migrations.CreateModel(
            name="StagedRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(choices=OUTCOMES, max_length=10, verbose_name="issue")),
                ("number", models.BigIntegerField(verbose_name="numéro dans la source")),
                ("reference", models.CharField(max_length=40, verbose_name="référence")),
                ("category", models.CharField(blank=True, max_length=120, verbose_name="catégorie")),
                ("opened_on", models.DateField(null=True, verbose_name="ouverte le")),
                ("closed_on", models.DateField(null=True, verbose_name="résolue le")),
                ("requester", models.CharField(blank=True, max_length=32)),
                ("title_sketch", models.BinaryField(default=bytes, max_length=64)),
                ("equipment_key", models.BigIntegerField(null=True)),
                ("digest", models.BigIntegerField()),
                ("object_id", models.BigIntegerField(null=True)),
                ("known", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="raison")),
                ("raw", UncheckedJSON(default=dict)),
                ("kind_word", word()),
                ("department_word", word()),
                ("entity_word", word()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="requests", db_index=False,
                        db_constraint=False, to="sources.sourcerun",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande préparée",
                "verbose_name_plural": "demandes préparées",
                "ordering": ("pk",),
                "indexes": [
                    models.Index(fields=["run", "outcome", "id", "kind_word"], name="staged_request_outcome")
                ],
            },
        ),
    ]  # fmt: skip
