from django.conf import settings
from django.db import migrations, models

from app.keeping import (
    AddTable,
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("uploads", "0001_initial")]

    operations = [
        AddTable(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField("Text", blank=True, default="", db_default="", db_column="text")),
            ],
            options={"db_table": "note", "verbose_name": "Note", "verbose_name_plural": "Notes"},
        ),
    ]
