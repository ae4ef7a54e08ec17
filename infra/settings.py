"""Settings: environment variables `FUSION_…`, read once by a composition root and passed in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from infra.addresses import reachable

FIRST_WORKSPACE = UUID("0f0510a0-0000-4000-8000-000000000001")
"""The id of the workspace that a new installation begins with."""


class Settings(BaseSettings):
    """Every setting, with the defaults of a local installation."""

    model_config = SettingsConfigDict(env_prefix="FUSION_", frozen=True)

    home: Path = Field(Path(".fusion"), description="All state of a local installation.")
    http_host: str = Field("127.0.0.1", description="Address that the gateway listens on.")
    http_port: int = Field(8000, description="Port that the gateway listens on.")
    token: str | None = Field(None, description="What the terminal and programs sign in with; else $FUSION_HOME/token.")
    secret: str | None = Field(None, description="The platform's secret; a local installation makes its own, once.")
    kafka_bootstrap_servers: str | None = Field(None, description="An own Kafka instead of the embedded one.")
    database_url: str | None = Field(
        None, description="An own PostgreSQL (a superuser's URL) instead of the embedded one."
    )
    outside_workspace: UUID | None = Field(None, description="The workspace to which unsigned events belong.")
    cache: Path = Field(Path(".cache"), description="Downloads that several local installations may share.")
    health_port: int = Field(0, description="Port of a worker's /healthz, /readyz and /metrics; 0 takes any free one.")
    topic_partitions: int | None = Field(
        None, description="Partitions of each topic; else 24, in a local installation 4."
    )
    topic_replication: int | None = Field(
        None, description="Replicas of each topic; else 3, in a local installation 1."
    )
    topic_retention_days: int = Field(7, description="Days that a topic keeps its events.")
    topic_ended_retention_days: int = Field(30, description="Days that ended builds and dead letters are kept.")
    stop_apps_on_exit: bool = Field(False, description="Whether the deploy worker stops the applications when it ends.")
    s3_bucket: str | None = Field(None, description="Bucket for artifacts; else the directory $FUSION_HOME/artifacts.")
    s3_endpoint_url: str | None = Field(None, description="Where the bucket is, if not at Amazon.")
    s3_region: str | None = Field(None, description="Region of the bucket; else what boto3 finds.")
    log_format: Literal["json", "console"] = Field("console", description="Log lines for machines or for people.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="The least that is logged.")
    allow_unsandboxed: bool = Field(False, description="Whether applications may run where no sandbox is.")
    public_url: str | None = Field(None, description="Where people reach the gateway, if not at its host and port.")
    allowed_hosts: str = Field("", description="Further host names, by commas, under which the gateway is asked.")

    @property
    def local_url(self) -> str:
        """Where a process on this machine reaches the gateway."""
        return f"http://{reachable(self.http_host)}:{self.http_port}"

    @property
    def url(self) -> str:
        """Where people reach the gateway, and with it Studio."""
        return self.public_url or self.local_url


class Installation(Settings):
    """The settings of whoever runs in an installation: its home (absolute), secret, broker and database are known."""

    secret: str
    kafka_bootstrap_servers: str
    database_url: str
