"""An application's place in the cluster: its namespace, and what is written on it of what shall be there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from infra.kubernetes.kinds import Object
from schemas.errors import Permanent, Superseded, Temporary
from workers.deploy.engine import Release
from workers.deploy.kubernetes.ground import Ground
from workers.deploy.state import Served

PREFIX = "fusion-app-"
"""How the name of every namespace of an application begins."""

MANAGED = {"app.kubernetes.io/managed-by": "fusion"}
APP_ID, INSTALLATION = "fusion/app-id", "fusion/installation"
HOST, FENCE, SERVED, WORKSPACE = "fusion/host", "fusion/fence", "fusion/served", "fusion/workspace-id"


def namespace_of(app_id: UUID) -> str:
    return f"{PREFIX}{app_id.hex}"


@dataclass(frozen=True)
class Place:
    """`fence` is the highest build that began to be deployed; the host stays for life."""

    app_id: UUID
    workspace_id: UUID
    host: str
    fence: int = 0
    served: Served | None = None

    @property
    def namespace(self) -> str:
        return namespace_of(self.app_id)

    @property
    def labels(self) -> dict[str, str]:
        """What every object in it bears."""
        return {**MANAGED, APP_ID: str(self.app_id)}

    def fenced(self, release: Release) -> Place:
        """The place, for this release or a newer one from here on. Raises Superseded where a newer one was there."""
        if release.build_no < self.fence:
            raise Superseded(f"Build {self.fence} was there before build {release.build_no}.")
        return replace(self, fence=release.build_no)

    def serving(self, served: Served) -> Place:
        return replace(self, served=served)

    def next(self, release: Release) -> Served:
        """What shall serve: the same image goes on with the credentials that it has."""
        if self.served is None:
            return Served(build_no=release.build_no, image=release.image, login=0)
        login = self.served.login if self.served.image == release.image else self.served.next_login
        return Served(build_no=release.build_no, image=release.image, login=login)


def first_place(release: Release) -> Place:
    """A host name bears as much of the id as tells it from every other application's."""
    return Place(release.app_id, release.workspace_id, f"{release.name[:50].rstrip('-')}-{release.app_id.hex[:12]}")


def place_in(namespace: Object, app_id: UUID, installation: str) -> Place:
    """What is written on a namespace. Raises Permanent where it is not ours, Temporary while it is on its way out."""
    metadata = namespace["metadata"]
    labels, notes = metadata.get("labels", {}), metadata.get("annotations", {})
    if labels.get(INSTALLATION) != installation or labels.get(APP_ID) != str(app_id):
        raise Permanent(
            f"The namespace {metadata['name']} is there already, and it was not made by this Fusion for this"
            " application: it is left as it is. Ask the operator to remove or rename it."
        )
    if metadata.get("deletionTimestamp"):
        raise Temporary(f"The namespace {metadata['name']} is just being removed.")
    served = notes.get(SERVED)
    return Place(
        app_id, UUID(notes[WORKSPACE]), notes[HOST], int(notes[FENCE]),
        Served.model_validate_json(served) if served else None,
    )  # fmt: skip


def namespace(place: Place, ground: Ground) -> Object:
    """The namespace, with `restricted` pod security in all three modes."""
    security = {
        f"pod-security.kubernetes.io/{mode}{suffix}": value
        for mode in ("enforce", "audit", "warn")
        for suffix, value in (("", "restricted"), ("-version", "latest"))
    }
    notes = {HOST: place.host, FENCE: str(place.fence), WORKSPACE: str(place.workspace_id)}
    notes |= {SERVED: place.served.model_dump_json()} if place.served else {}
    labels = {**place.labels, INSTALLATION: ground.installation, **security}
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": place.namespace, "labels": labels, "annotations": notes},
    }
