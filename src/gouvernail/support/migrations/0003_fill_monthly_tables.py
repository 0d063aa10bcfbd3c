from django.db import migrations


class Migration(migrations.Migration):
    """What this filled, 0005 fills with the tables as they are now."""

    dependencies = [
        ("support", "0002_monthly_tables"),
    ]

    operations = []
