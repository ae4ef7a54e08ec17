"""Saved views: what the API shows and takes."""

import json
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from app.access.rows import may_some
from app.roles import ENTITIES
from app.validators import validate_storable
from saved.models import SavedView

LARGEST = 10_000
"""Characters that a query may have, as JSON."""


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    query = serializers.DictField(required=False)
    mine = serializers.SerializerMethodField()

    class Meta:
        model = SavedView
        fields = ("id", "entity", "name", "query", "shared", "mine")

    def get_mine(self, view: SavedView) -> bool:
        return bool(view.user_id == self.context["request"].user.pk)

    def validate_entity(self, value: str) -> str:
        user = self.context["request"].user
        if value not in ENTITIES or not may_some(user, "read", apps.get_model("app", value.replace("_", ""))):
            raise serializers.ValidationError(_("There is no such list."))
        return value

    def validate_query(self, value: dict[str, Any]) -> dict[str, Any]:
        if len(json.dumps(value)) > LARGEST:
            raise serializers.ValidationError(_("This is too much to be saved."))
        validate_storable(value)
        return value
