import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entity", models.CharField(max_length=100, verbose_name="thing")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("query", models.JSONField(default=dict, verbose_name="query")),
                ("shared", models.BooleanField(default=False, verbose_name="shared")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ("entity", "name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("user", "entity", "name"), name="saved_view_name_uq"),
                ],
            },
        ),
    ]
