"""What an application's images are called in their registry: a repository each, tags by content and by build."""

from __future__ import annotations

from uuid import UUID

from infra.docker.golden import Golden

FORMAT = "1"
"""Part of every tag: raised when the same sources shall give another image."""

_BUILD = "build-"


def repository_of(app_id: UUID) -> str:
    return f"app-{app_id.hex}"


def tag_of(digest: str, golden: Golden) -> str:
    """The tag of sources on a golden base: the same for the same content."""
    return f"{FORMAT}-{digest[:24]}-{golden.mark}"


def build_tag(build_no: int) -> str:
    return f"{_BUILD}{build_no}"


def build_of(tag: str) -> int | None:
    """The number in the tag of a build."""
    number = tag.removeprefix(_BUILD)
    return int(number) if number != tag and number.isdecimal() else None


def stands_on(tags: dict[str, str], golden: Golden) -> bool:
    """Whether the newest build of a repository, by its tags, was made on this golden base."""
    builds = {number: digest for tag, digest in tags.items() if (number := build_of(tag)) is not None}
    newest = builds[max(builds)] if builds else None
    return any(digest == newest and tag.endswith(f"-{golden.mark}") for tag, digest in tags.items())
