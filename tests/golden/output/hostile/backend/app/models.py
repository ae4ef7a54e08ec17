"""Every model of the application, where Django looks for them."""

from app.case.model import Case
from app.event.model import Event
from app.group.model import Group
from app.object.model import Object, ObjectKwargsLink
from app.robert_drop_table.model import RobertDropTable
from app.round.model import Round

__all__ = [
    "RobertDropTable",
    "Group",
    "Object",
    "ObjectKwargsLink",
    "Case",
    "Event",
    "Round",
]
