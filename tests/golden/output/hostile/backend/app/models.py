"""Every model of the application, where Django looks for them."""

from app.case.model import Case
from app.group.model import Group
from app.object.model import Object
from app.robert_drop_table.model import RobertDropTable

__all__ = [
    "RobertDropTable",
    "Group",
    "Object",
    "Case",
]
