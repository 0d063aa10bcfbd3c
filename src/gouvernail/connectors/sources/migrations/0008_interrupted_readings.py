from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0007_hours_of_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="sourcerun",
            name="begun_at",
            field=models.DateTimeField(null=True, verbose_name="son tour est venu le"),
        ),
        migrations.AddField(
            model_name="sourcerun",
            name="taken_up",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="sourcerun",
            name="state",
            field=models.CharField(
                choices=[
                    ("lecture", "Lecture en cours"),
                    ("a_verifier", "À vérifier"),
                    ("appliquee", "Appliquée"),
                    ("abandonnee", "Abandonnée"),
                    ("echec", "Échec"),
                    ("interrompue", "Interrompue"),
                ],
                default="lecture",
                max_length=12,
                verbose_name="état",
            ),
        ),
    ]
