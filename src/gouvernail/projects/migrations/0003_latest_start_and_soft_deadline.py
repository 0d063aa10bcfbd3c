from django.db import migrations, models

import gouvernail.registers.fields


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0002_needs_and_planning"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="latest",
            field=gouvernail.registers.fields.PartialDateField(
                blank=True, max_length=30, null=True, verbose_name="début au plus tard"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="soft_deadline",
            field=models.BooleanField(
                default=False,
                help_text="Un retard coûte alors des points au plan, sans être interdit.",
                verbose_name="échéance souple",
            ),
        ),
    ]
