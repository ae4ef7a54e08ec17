"""Views of lists that users have saved: which rows, in which order, under a name of their own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """`query` holds what the list was asked for: filters, order, columns. A shared view is there for everyone."""

    entity = models.CharField(_("thing"), max_length=100)
    name = models.CharField(_("name"), max_length=100)
    query = models.JSONField(_("query"), default=dict)
    shared = models.BooleanField(_("shared"), default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("entity", "name", "pk")
        constraints = (models.UniqueConstraint(fields=("user", "entity", "name"), name="saved_view_name_uq"),)

    def __str__(self) -> str:
        return self.name
