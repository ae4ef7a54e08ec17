"""Brings the objects of a namespace to what they shall be; what is as it shall be costs only reading."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from infra.kubernetes.cluster import MANAGER, Cluster
from infra.kubernetes.kinds import BINDING, POLICY, SECRET, Kind, Object, kind_of, name_of, version_of

SYSTEM = {"kube-controller-manager", "kube-scheduler", "kubelet", "kube-apiserver", "cloud-controller-manager"}
"""Who writes to our objects besides us because it is their work."""

STRANGE = (POLICY, BINDING)
"""Kinds of which no other stands in an application's namespace: each could open what we closed."""


@dataclass
class Standing:
    """What was found while bringing objects to what they shall be. `known`: whether they all stood there before."""

    cluster: Cluster
    namespace: str
    known: bool
    drift: list[str] = field(default_factory=list)

    async def bring(self, manifests: Sequence[Object], alone: Sequence[Kind] = ()) -> list[Object]:
        """Bring these about, in order; returns them as they stand. Of the kinds `alone` no others may be there."""
        kinds = list(dict.fromkeys([*(kind_of(manifest) for manifest in manifests), *alone]))
        found = await asyncio.gather(*(self.cluster.all(kind, self.namespace) for kind in kinds))
        live = {(kind, name_of(thing)): thing for kind, things in zip(kinds, found, strict=True) for thing in things}
        await self._remove_strangers(live, manifests, alone)
        return [
            await self.bring_one(manifest, live.get((kind_of(manifest), name_of(manifest)))) for manifest in manifests
        ]

    async def bring_one(self, manifest: Object, live: Object | None) -> Object:
        """Bring one about, if it is not as it shall be."""
        if live is None:
            self._note(self.known and not _comes_and_goes(manifest), manifest, "was missing")
            return await self.cluster.apply(manifest)
        strangers = foreign(live)
        if covers(live, manifest) and not strangers:
            return live
        if strangers:
            self._note(True, manifest, f"was changed by {', '.join(sorted({entry['manager'] for entry in strangers}))}")
            await self._adopt(live)
        return await self.cluster.apply(manifest)

    async def _remove_strangers(self, live: dict[tuple[Kind, str], Object], ours: Sequence[Object],
                                alone: Sequence[Kind]) -> None:  # fmt: skip
        names = {(kind_of(manifest), name_of(manifest)) for manifest in ours}
        for kind, name in sorted(live.keys() - names):
            if kind in alone:
                await self.cluster.delete(kind, name, self.namespace)
                self.drift.append(f"{kind.name} {name} was not made by Fusion and is removed")

    async def _adopt(self, live: Object) -> None:
        """Make others' fields ours, so that applying takes away those that the manifest does not have."""
        steps: list[Object] = [
            {"op": "test", "path": "/metadata/resourceVersion", "value": version_of(live)},
            {"op": "replace", "path": "/metadata/managedFields", "value": adopted(live)},
        ]
        await self.cluster.patch(kind_of(live), name_of(live), live["metadata"].get("namespace"), steps)

    def _note(self, really: bool, manifest: Object, what: str) -> None:
        if really:
            self.drift.append(f"{manifest['kind']} {name_of(manifest)} {what} and is as it was again")


def covers(live: Any, wanted: Any) -> bool:
    """Whether all that is wanted is there; what the server added to it does not count."""
    if live is None and wanted in ({}, [], False, None):
        return True
    if isinstance(wanted, dict):
        return isinstance(live, dict) and all(covers(live.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        return (
            isinstance(live, list)
            and len(live) == len(wanted)
            and all(covers(one, other) for one, other in zip(live, wanted, strict=True))
        )
    return bool(live == wanted)


def foreign(live: Object) -> list[Object]:
    """Entries of those who hold fields of what the object is for, and are neither we nor the cluster itself."""
    return [
        entry
        for entry in live["metadata"].get("managedFields", [])
        if entry["manager"] not in SYSTEM
        and not entry.get("subresource")
        and entry["manager"] != MANAGER
        and _substance(entry)
    ]


def adopted(live: Object) -> list[Object]:
    """The object's managedFields with those of strangers merged into ours."""
    entries = live["metadata"]["managedFields"]
    strangers = foreign(live)
    ours = next((entry for entry in entries if (entry["manager"], entry["operation"]) == (MANAGER, "Apply")), None)
    kept = [entry for entry in entries if entry is not ours and not any(entry is one for one in strangers)]
    whole: Object = {**(ours or {**strangers[0], "manager": MANAGER, "operation": "Apply"})}
    for entry in strangers:
        whole["fieldsV1"] = _merged(whole["fieldsV1"], _substance(entry))
    return [*kept, whole]


def _substance(entry: Object) -> Object:
    """The fields of an entry without its notes and state."""
    return {key: value for key, value in entry.get("fieldsV1", {}).items() if key not in ("f:metadata", "f:status")}


def _merged(one: Object, other: Object) -> Object:
    return {key: _merged(one.get(key, {}), other.get(key, {})) for key in one.keys() | other.keys()}


def _comes_and_goes(manifest: Object) -> bool:
    """Whether each version has one of its own."""
    return kind_of(manifest) is SECRET
