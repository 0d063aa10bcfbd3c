from django.db import migrations


def fill(apps, schema_editor):
    """Count what was there before the tables were."""
    if apps.get_model("support", "Request").objects.exists():
        from gouvernail.support.rollups import rebuild

        rebuild()


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0004_place_tables"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
