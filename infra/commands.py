"""Commands for the machine: `fusion up`, `fusion topics apply`, `fusion doctor`."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer

from infra.connections import connected
from infra.settings import Settings

commands = typer.Typer()
topics = typer.Typer(help="The pipeline's topics.", no_args_is_help=True)
commands.add_typer(topics, name="topics")

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@commands.command("up")
def up(as_json: Json = False) -> None:
    """Run Fusion on this machine until Ctrl-C: Kafka, PostgreSQL, the gateway and the six workers."""
    from infra.stack.host import JsonHost, TerminalHost
    from infra.stack.up import up as run

    settings = Settings()
    host = JsonHost() if as_json else TerminalHost(settings.home.resolve())
    asyncio.run(run(settings, host))


@topics.command("apply")
def apply(as_json: Json = False) -> None:
    """Make the topics that are missing and correct those whose settings differ."""
    from infra.bus.topics import Plan, apply_topics

    settings = Settings()
    plan = Plan.of(settings, local=settings.kafka_bootstrap_servers is None)
    done = asyncio.run(apply_topics(connected(settings).kafka_bootstrap_servers, plan))
    typer.echo(json.dumps(done) if as_json else "\n".join(f"{what:8} {topic}" for topic, what in done.items()))


@commands.command("doctor")
def doctor(as_json: Json = False) -> None:
    """Say what is missing on this machine, and what to do about it."""
    from infra.stack.doctor import examine, report

    findings = examine(Settings())
    typer.echo(json.dumps([finding._asdict() for finding in findings]) if as_json else report(findings))
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)
