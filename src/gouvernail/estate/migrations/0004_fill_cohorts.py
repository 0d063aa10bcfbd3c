from django.db import migrations


def fill(apps, schema_editor):
    """Count the equipment that was there before the cohorts were."""
    if apps.get_model("estate", "Equipment").objects.exists():
        from gouvernail.estate.cohorts import rebuild

        rebuild()


class Migration(migrations.Migration):
    dependencies = [
        ("estate", "0003_cohorts"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
