"""What the query of a request says yes or no to."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


def asked(request: Request, name: str) -> bool:
    """Whether the request says yes. Raises ValidationError where it says neither yes nor no."""
    said = request.query_params.get(name, "false")
    if said not in {"true", "false"}:
        raise ValidationError({name: [_("Choose true or false.")]})
    return said == "true"
