"""`fusion golden`: the base images that applications of a template version share."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

import typer

from infra.settings import Settings
from templates.engine import Target, TargetLibrary, Tree

commands = typer.Typer()
golden = typer.Typer(help="Base images that applications share (image engines docker and ecr).", no_args_is_help=True)
commands.add_typer(golden, name="golden")

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@golden.command("build")
def build(as_json: Json = False) -> None:
    """Build and push the base image of each back end, where this version has none yet."""
    asyncio.run(_build(anew=False, as_json=as_json))


@golden.command("rebuild")
def rebuild(
    keep: Annotated[bool, typer.Option("--keep", help="Only list the applications, build none of them anew.")] = False,
    as_json: Json = False,
) -> None:
    """Build the base images anew, as for a security fix, then all applications that stand on an earlier one."""
    asyncio.run(_build(anew=True, as_json=as_json))
    _renewed(keep, as_json)


@golden.command("apps")
def apps(as_json: Json = False) -> None:
    """List the applications that stand on an earlier base image."""
    _renewed(True, as_json)


async def _build(*, anew: bool, as_json: bool) -> None:
    from infra.docker.opening import golden_of

    images = golden_of(Settings())

    async def say(line: str) -> None:
        if not as_json:
            typer.echo(f"  {line}")

    for target in _backends():
        there = None if anew else await images.current(target.name, _files(target))
        made = there or await images.build(target.name, _files(target), say, anew=anew)
        said = {"target": target.name, "image": made.address, "built": there is None}
        typer.echo(json.dumps(said) if as_json else f"{target.title}: {made.address}")


def _renewed(keep: bool, as_json: bool) -> None:
    """Tell which applications stand on an earlier base, and ask for a build of each, from what it is now."""
    from gateway.client import Client

    with Client.open(Settings()) as client:
        known = [app for app in client.get("apps", limit=200)["items"] if app["version"]]
        for app in asyncio.run(_outdated(known)):
            said: dict[str, Any] = {"app_id": app["id"], "label": app["label"]}
            if not keep:
                spec = client.get(f"apps/{app['id']}/spec", build_id=_deployed(client, app["id"]))["spec"]
                wish = {"spec": spec, "base_version": app["version"]}
                said["build_id"] = client.post(f"apps/{app['id']}/builds", wish)["id"]
            typer.echo(
                json.dumps(said) if as_json else f"  {app['label']} ({app['id']}): {'listed' if keep else 'building'}"
            )


def _deployed(client: Any, app_id: str) -> str:
    """The build that serves."""
    return next(
        str(version["build_id"]) for version in client.get(f"apps/{app_id}/versions")["items"] if version["current"]
    )


async def _outdated(known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from infra.docker.naming import repository_of, stands_on
    from infra.docker.opening import golden_of, registry_of

    settings = Settings()
    images, registry = golden_of(settings), registry_of(settings)
    current = [await images.current(target.name, _files(target)) for target in _backends()]
    found = []
    for app in known:
        tags = await registry.tags(repository_of(UUID(app["id"])))
        if tags and not any(one is not None and stands_on(tags, one) for one in current):
            found.append(app)
    return found


def _backends() -> Iterator[Target]:
    return (target for target in TargetLibrary.discover() if target.kind == "backend" and target.golden is not None)


def _files(target: Target) -> Tree:
    """What the base image of a target's applications is made from: the same files as in each of them."""
    from infra.docker.dockerfile import FILE

    return {**target.golden_files(), FILE: (target.root / "files" / FILE).read_bytes()}
