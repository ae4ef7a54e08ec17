"""Who may do what. What no role grants is denied; owners of the application may do everything."""

from uuid import UUID

from app.access.rules import Grant, Role

ENTITIES = (
    "ward",
    "patient",
    "visit",
    "prescription",
    "allergy",
    "reaction",
    "inspection",
    "bed",
)

ROLES: tuple[Role, ...] = (
    Role(
        id=UUID("627e9bb7-6644-55e3-9ae8-88aed392a23e"),
        name="nurse",
        label="Nurse",
        grants=[
            Grant("ward", ["read"]),
            Grant("patient", ["create", "read", "update"], rows="ward__nurses"),
            Grant("visit", ["read"], rows="patient__ward__nurses", read=["at", "patient", "state"]),
        ],
    ),
    Role(
        id=UUID("23089526-4933-51e9-9d3c-3bacc64de0f2"),
        name="doctor",
        label="Doctor",
        grants=[
            Grant("patient", ["read"]),
            Grant("visit", ["create", "read", "update", "delete"], rows="doctor"),
            Grant("prescription", ["create", "read", "update", "delete"], rows="visit__doctor"),
        ],
    ),
    Role(
        id=UUID("e9f6e41c-3b10-561f-b957-fbb80c737ca0"),
        name="guest",
        label="Guest",
        grants=[],
    ),
)

# The steps of a state machine that only some of those who may update the row take: (entity, step) → roles.
TAKEN_BY: dict[tuple[str, str], list[str]] = {
    ("visit", "finish"): ["doctor"],
}
