from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("connectors", "0002_comparison_timed"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="asked_by",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="importrun",
            name="taken_up",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
