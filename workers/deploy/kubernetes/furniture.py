"""All that stands in a namespace, for one version of its application."""

from __future__ import annotations

from dataclasses import dataclass

from infra.kubernetes.kinds import Object, name_of
from workers.deploy.kubernetes import exposure, objects, workload
from workers.deploy.kubernetes.ground import Door, Ground
from workers.deploy.kubernetes.place import Place
from workers.deploy.kubernetes.policies import policies
from workers.deploy.state import Served


@dataclass(frozen=True)
class Furniture:
    """`database`: where PostgreSQL is. `values`: the application's secrets, `health`: where it says that it lives."""

    place: Place
    ground: Ground
    served: Served
    database: tuple[Door, ...]
    values: dict[str, str]
    health: str

    @property
    def secret(self) -> Object:
        return objects.secret(self.place, self.values)

    @property
    def walls(self) -> list[Object]:
        """What confines whatever runs here; it stands before anything does."""
        place, ground = self.place, self.ground
        return _there(
            objects.binding(place, ground),
            *policies(place, ground, self.database),
            objects.quota(place, ground),
            objects.limits(place, ground),
            objects.account(place),
            objects.pull_secret(place, ground),
            self.secret,
            objects.claim(place, ground),
        )

    @property
    def deployment(self) -> Object:
        return workload.deployment(self.place, self.ground, self.served, name_of(self.secret), self.health)

    @property
    def reach(self) -> list[Object]:
        """How it is reached: only once something runs that may be reached."""
        place, ground = self.place, self.ground
        return _there(
            workload.service(place),
            exposure.exposure(place, ground),
            exposure.budget(place, ground),
            exposure.scaler(place, ground),
        )


def _there(*things: Object | None) -> list[Object]:
    return [thing for thing in things if thing is not None]
