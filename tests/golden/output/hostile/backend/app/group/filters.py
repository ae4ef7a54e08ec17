"""Groups: what a list may be filtered by."""

from api.filters import ID, RELATION, REVERSE, TEXT, EntityFilterSet
from app.group.model import Group


class GroupFilter(EntityFilterSet):
    class Meta:
        model = Group
        fields = {
            "id": ID,
            "table": TEXT,
            "meta": RELATION,
            "robert_drop_tables": REVERSE,
        }
