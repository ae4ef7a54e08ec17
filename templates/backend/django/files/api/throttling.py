"""How often a user may ask for what is much work."""

from rest_framework.throttling import UserRateThrottle


class TransferThrottle(UserRateThrottle):
    """Tables in and out."""

    scope = "transfer"
