"""Commands that talk to the gateway, and the one that is it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from infra.settings import Settings

commands = typer.Typer()
tokens = typer.Typer(help="Tokens: who may sign in.", no_args_is_help=True)
commands.add_typer(tokens, name="tokens")

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
BuildId = Annotated[str, typer.Argument(help="The build's id.", metavar="BUILD")]
AppId = Annotated[str, typer.Argument(help="The application's id, or how it begins.", metavar="APP")]


@commands.command("gateway")
def gateway() -> None:
    """Run the gateway: REST, progress, projector, Studio's files."""
    from gateway.main import serve
    from infra.connections import connected
    from infra.logs import configure

    settings = connected(Settings())
    configure(settings.log_format, settings.log_level)
    asyncio.run(serve(settings))


@commands.command("migrate")
def migrate() -> None:
    """Bring the platform's topics and database up to date: once, before a new version starts."""
    from gateway.main import migrated
    from infra.bus.topics import Plan, apply_topics
    from infra.connections import connected

    settings = connected(Settings())

    async def both() -> None:
        await apply_topics(settings.kafka_bootstrap_servers, Plan.of(settings, local=False))
        await migrated(settings)

    asyncio.run(both())
    typer.echo("Topics and database are up to date.")


@commands.command("build")
def build(
    text: Annotated[str | None, typer.Argument(help="What the application shall do, or what shall change.")] = None,
    app: Annotated[str | None, typer.Option(help="The id of the application to change.")] = None,
    spec: Annotated[Path | None, typer.Option(help="A file with a whole spec, instead of words.", exists=True)] = None,
    name: Annotated[str | None, typer.Option(help="What to call the new application.")] = None,
    review: Annotated[bool, typer.Option("--review", help="Wait for approval of the model.")] = False,
    as_json: Json = False,
) -> None:
    """Build an application from a sentence and follow it to its URL."""
    from gateway.client import Client, Failed
    from gateway.follow import follow

    if (text is None) == (spec is None):
        raise Failed('Say in a sentence what to build, as in `fusion build "…"`, or name a file with --spec.')
    wish: dict[str, Any] = {"text": text} if spec is None else {"spec": _read(spec)}
    with Client.open(Settings()) as client:
        started = _start(client, {**wish, "review": review}, app, name)
        ended = follow(client, started, as_json)
    raise typer.Exit(0 if ended["state"] in ("deployed", "waiting_for_review") else 1)


@commands.command("rollback")
def rollback(
    app: Annotated[str, typer.Argument(help="The application's id.")],
    version: Annotated[int, typer.Argument(help="The number of the version to go back to.", min=1)],
    as_json: Json = False,
) -> None:
    """Go back to an earlier version of an application, and follow it until that one runs."""
    from gateway.client import Client
    from gateway.follow import follow

    with Client.open(Settings()) as client:
        ended = follow(client, _start(client, {"rollback_to": version}, app, None), as_json)
    raise typer.Exit(0 if ended["state"] == "deployed" else 1)


def _start(client: Any, wish: dict[str, Any], app: str | None, name: str | None) -> dict[str, Any]:
    if app is None:
        created = client.post("apps", {**wish, "name": name} if name else wish)
        return dict(created["build"])
    app = client.app_id(app)
    return dict(client.post(f"apps/{app}/builds", {**wish, "base_version": client.get(f"apps/{app}")["version"]}))


def _read(path: Path) -> Any:
    from gateway.client import Failed

    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise Failed(f"{path} is no JSON: {error}.") from None


@commands.command("apps")
def apps(as_json: Json = False) -> None:
    """List the applications."""
    from gateway.client import Client
    from gateway.follow import table

    with Client.open(Settings()) as client:
        items = client.get("apps", limit=200)["items"]
    if as_json:
        typer.echo(json.dumps(items))
    elif not items:
        typer.echo('No applications yet: fusion build "…" makes the first.')
    else:
        table(items)


@commands.command("approve")
def approve(
    build_id: BuildId,
    spec: Annotated[Path | None, typer.Option(help="An edited spec, to build in place of it.", exists=True)] = None,
    answer: Annotated[
        list[int] | None, typer.Option(min=0, help="For each question, the number of the choice; 0 for none.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Approve the model of a build that waits for review, or answer its questions, and follow it to its URL."""
    from gateway.client import Client
    from gateway.follow import follow

    with Client.open(Settings()) as client:
        body = {"spec": _read(spec)} if spec else {}
        if answer:
            body["answers"] = [number - 1 if number else None for number in answer]
        going_on = client.post(f"builds/{build_id}/approval", body)
        ended = follow(client, going_on, as_json)
    raise typer.Exit(0 if ended["state"] == "deployed" else 1)


@commands.command("cancel")
def cancel(build_id: BuildId, as_json: Json = False) -> None:
    """Cancel a build."""
    _posted(f"builds/{build_id}/cancel", as_json, "Cancelled.")


@commands.command("retry")
def retry(build_id: BuildId, as_json: Json = False) -> None:
    """Try a failed build again, from the stage that failed, and follow it to its URL."""
    _again(f"builds/{build_id}/retry", as_json)


@commands.command("replay")
def replay(
    build_id: Annotated[str, typer.Argument(help="The id of a failed build, or the number of a dead letter.")],
    as_json: Json = False,
) -> None:
    """Send a failed build's event, or a dead letter, again. For operators."""
    if build_id.isdecimal():
        _posted(f"ops/dead-letters/{build_id}/replay", as_json, "Sent again.")
    else:
        _again(f"ops/builds/{build_id}/replay", as_json)


@commands.command("retire")
def retire(app_id: AppId, as_json: Json = False) -> None:
    """Take an application out of service for good."""
    from gateway.client import Client

    with Client.open(Settings()) as client:
        retiring = client.delete(f"apps/{client.app_id(app_id)}")
    typer.echo(json.dumps(retiring) if as_json else f"{retiring['label']} is being retired.")


@commands.command("open")
def open_(
    app_id: AppId,
    email: Annotated[str, typer.Option(help="Who shall be signed in as its owner.")] = "owner@example.com",
    as_json: Json = False,
) -> None:
    """Print a link that signs in to a running application, once, within ten minutes."""
    from gateway.client import Client

    with Client.open(Settings()) as client:
        link = client.post(f"apps/{client.app_id(app_id)}/signin-link", {"email": email})
    typer.echo(json.dumps(link) if as_json else link["url"])


@tokens.command("create")
def create_token(
    workspace: Annotated[str, typer.Option(help="The workspace that it signs in to; made if it is new.")],
    name: Annotated[str, typer.Option(help="Whose it is; shown beside what they build.")] = "builder",
    operator: Annotated[bool, typer.Option("--operator", help="It may see every workspace.")] = False,
    as_json: Json = False,
) -> None:
    """Make a token and print it, this once. Needs the platform's database."""
    from gateway.tokens import create
    from infra.connections import connected

    token = asyncio.run(create(connected(Settings()).database_url, workspace, name, operator=operator))
    typer.echo(json.dumps({"token": token, "workspace": workspace, "operator": operator}) if as_json else token)


def _posted(path: str, as_json: bool, said: str) -> None:
    from gateway.client import Client

    with Client.open(Settings()) as client:
        answer = client.post(path)
    typer.echo(json.dumps(answer) if as_json else said)


def _again(path: str, as_json: bool) -> None:
    from gateway.client import Client
    from gateway.follow import follow

    with Client.open(Settings()) as client:
        ended = follow(client, client.post(path), as_json)
    raise typer.Exit(0 if ended["state"] == "deployed" else 1)
