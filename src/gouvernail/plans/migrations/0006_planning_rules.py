import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import gouvernail.registers.fields


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("plans", "0005_version_programmes"),
        ("projects", "0003_latest_start_and_soft_deadline"),
    ]

    operations = [
        migrations.AddField(
            model_name="capacity",
            name="paid_by",
            field=models.CharField(
                choices=[("investissement", "Investissement"), ("fonctionnement", "Fonctionnement")],
                default="fonctionnement",
                max_length=20,
                verbose_name="section qui paie ces jours",
            ),
        ),
        migrations.AddField(
            model_name="envelope",
            name="last_year",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="À remplir pour une enveloppe de plusieurs années : le montant vaut alors pour toutes ensemble.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(2000),
                    django.core.validators.MaxValueValidator(2100),
                ],
                verbose_name="jusqu’à l’année",
            ),
        ),
        migrations.AddField(
            model_name="projectvariant",
            name="months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Pour un plan calculé par mois ; sans elle, un trimestre compte trois mois.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(180)],
                verbose_name="durée en mois",
            ),
        ),
        migrations.AlterField(
            model_name="capacity",
            name="posts",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Un mi-temps s’écrit 0,5. Une longue absence coupe la ligne en deux, avec leurs dates.",
                max_digits=8,
                null=True,
                verbose_name="postes (équivalent temps plein)",
            ),
        ),
        migrations.CreateModel(
            name="DepreciationTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, editable=False, max_length=200, verbose_name="source")),
                (
                    "source_place",
                    models.CharField(blank=True, editable=False, max_length=120, verbose_name="endroit dans la source"),
                ),
                ("read_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="lu le")),
                ("raw", models.JSONField(blank=True, editable=False, null=True, verbose_name="valeurs lues")),
                (
                    "corrected_fields",
                    models.JSONField(
                        blank=True, default=list, editable=False, verbose_name="champs corrigés à la main"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "account",
                    models.CharField(
                        help_text="Il vaut aussi pour les comptes qui commencent par ces chiffres, sauf s’ils ont le leur.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^2\\d{1,11}$", "Un compte d’immobilisation commence par 2, par exemple 21838."
                            )
                        ],
                        verbose_name="compte M57",
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="durée votée (années)",
                    ),
                ),
                ("since", models.DateField(verbose_name="applicable depuis")),
                ("vote", models.CharField(blank=True, max_length=160, verbose_name="délibération")),
                ("note", models.TextField(blank=True, verbose_name="remarques")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="collectivité",
                    ),
                ),
            ],
            options={
                "verbose_name": "durée d’amortissement",
                "verbose_name_plural": "durées d’amortissement",
                "ordering": ("account", "-since"),
            },
        ),
        migrations.CreateModel(
            name="FrozenPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, editable=False, max_length=200, verbose_name="source")),
                (
                    "source_place",
                    models.CharField(blank=True, editable=False, max_length=120, verbose_name="endroit dans la source"),
                ),
                ("read_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="lu le")),
                ("raw", models.JSONField(blank=True, editable=False, null=True, verbose_name="valeurs lues")),
                (
                    "corrected_fields",
                    models.JSONField(
                        blank=True, default=list, editable=False, verbose_name="champs corrigés à la main"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                ("label", models.CharField(max_length=120, verbose_name="période gelée")),
                (
                    "starts",
                    gouvernail.registers.fields.PartialDateField(
                        blank=True, max_length=30, null=True, verbose_name="du"
                    ),
                ),
                (
                    "ends",
                    gouvernail.registers.fields.PartialDateField(
                        blank=True, max_length=30, null=True, verbose_name="au"
                    ),
                ),
                ("every_year", models.BooleanField(default=False, verbose_name="chaque année")),
                (
                    "forbids",
                    models.CharField(
                        choices=[
                            ("tout", "ni début ni livraison"),
                            ("debut", "aucun début"),
                            ("livraison", "aucune livraison"),
                        ],
                        default="tout",
                        max_length=10,
                        verbose_name="ce qu’elle interdit",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="remarques")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="collectivité",
                    ),
                ),
            ],
            options={
                "verbose_name": "période gelée",
                "verbose_name_plural": "périodes gelées",
                "ordering": ("starts", "label"),
            },
        ),
        migrations.CreateModel(
            name="ProjectBond",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, editable=False, max_length=200, verbose_name="source")),
                (
                    "source_place",
                    models.CharField(blank=True, editable=False, max_length=120, verbose_name="endroit dans la source"),
                ),
                ("read_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="lu le")),
                ("raw", models.JSONField(blank=True, editable=False, null=True, verbose_name="valeurs lues")),
                (
                    "corrected_fields",
                    models.JSONField(
                        blank=True, default=list, editable=False, verbose_name="champs corrigés à la main"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("apres", "attend la fin de"),
                            ("exclusif", "exclut"),
                            ("ensemble", "ne se fait qu’avec"),
                        ],
                        max_length=10,
                        verbose_name="lien",
                    ),
                ),
                (
                    "lag_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Pour « attend la fin de » : recette, garantie, bilan… Un plan par trimestre arrondit au-dessus.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="délai après la fin (mois)",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="raison")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bonds_from",
                        to="projects.project",
                        verbose_name="autre projet",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bonds",
                        to="projects.project",
                        verbose_name="projet",
                    ),
                ),
            ],
            options={
                "verbose_name": "lien entre projets",
                "verbose_name_plural": "liens entre projets",
                "ordering": ("kind", "project__title", "pk"),
            },
        ),
    ]
