"""The bill of materials beside an image, in CycloneDX: what its locks say is in it. Same sources, same bytes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import InvalidRequirement, Requirement

from infra.docker.golden import Golden
from workers.image.engine import Sources

MEDIA_TYPE = "application/vnd.cyclonedx+json"

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LINUX = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
"""Where images run, in the words of a lock's markers."""

Component = dict[str, Any]


def sbom(sources: Sources, golden: Golden) -> bytes:
    """The document, as JSON."""
    digest = sources.digest
    parts = [_base(golden), *_python(sources.backend.tree)]
    for source in sources.served:
        parts += _node(source.tree)
    components = {part["bom-ref"]: part for part in parts}
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{golden.digest}/{sources.app_id}/{digest}')}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": str(sources.app_id),
                "name": str(sources.app_id),
                "version": digest,
            }
        },
        "components": [components[name] for name in sorted(components)],
    }
    return json.dumps(document, indent=1, sort_keys=True).encode()


def _base(golden: Golden) -> Component:
    name = golden.address.split("@")[0]
    return {"type": "container", "bom-ref": golden.address, "name": name, "version": golden.digest,
            "hashes": [{"alg": "SHA-256", "content": golden.digest.removeprefix("sha256:")}]}  # fmt: skip


def _python(tree: Mapping[str, bytes]) -> Iterator[Component]:
    """What a requirements file with hashes pins, as far as it is meant for Linux."""
    lock = tree.get("requirements.lock", b"").decode().replace("\\\n", " ")
    for line in lock.splitlines():
        try:
            wanted = Requirement(line.partition("--hash")[0].partition(" #")[0].strip())
        except InvalidRequirement:  # an empty line or a remark
            continue
        pinned = next((one.version for one in wanted.specifier if one.operator == "=="), None)
        if pinned and (wanted.marker is None or wanted.marker.evaluate(_LINUX)):
            purl = f"pkg:pypi/{wanted.name.lower()}@{pinned}"
            # One hash for each file that may be installed; which it was, the lock does not say.
            files = [{"type": "distribution", "url": f"https://pypi.org/project/{wanted.name}/{pinned}/",
                      "hashes": [{"alg": "SHA-256", "content": each} for each in _HASH.findall(line)]}]  # fmt: skip
            yield {"type": "library", "bom-ref": purl, "purl": purl, "name": wanted.name, "version": pinned,
                   "externalReferences": files}  # fmt: skip


def _node(tree: Mapping[str, bytes]) -> Iterator[Component]:
    """What a package-lock.json pins for use, not for development: parts of it are in the built front end."""
    lock = json.loads(tree.get("package-lock.json", b"{}"))
    for path, package in lock.get("packages", {}).items():
        name = package.get("name") or path.rpartition("node_modules/")[2]
        if not path or package.get("dev") or "version" not in package:
            continue
        purl = f"pkg:npm/{quote(name, safe='/')}@{package['version']}"
        found: Component = {"type": "library", "bom-ref": purl, "purl": purl, "name": name,
                            "version": package["version"]}  # fmt: skip
        algorithm, _, content = package.get("integrity", "").split(" ")[0].partition("-")
        if algorithm == "sha512":
            found["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(content).hex()}]
        yield found
