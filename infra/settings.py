"""Settings: environment variables `FUSION_…`, read once by a composition root and passed in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import Field, SecretStr
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

    ai_engine: Literal["offline", "model"] = Field(
        "offline", description="Who reads texts: the offline engine or a model."
    )
    ai_url: str = Field("http://127.0.0.1:8123/v1", description="The model's OpenAI-compatible endpoint (vLLM, …).")
    ai_model: str = Field("fusion", description="The model's name there; that of a LoRA adapter selects the adapter.")
    ai_key: SecretStr | None = Field(None, description="The key of the endpoint, if it asks for one.")
    ai_fallback: bool = Field(False, description="Whether the offline engine reads while the model is away; else wait.")
    ai_seconds: float = Field(180, gt=0, le=210, description="Seconds for one text; what was answered is kept.")
    ai_tokens: int = Field(20_000, ge=1_000, description="Tokens that the model may answer to one text.")
    ai_answer_tokens: int = Field(700, ge=100, le=8_000, description="Tokens of one answer.")
    ai_tries: int = Field(3, ge=1, le=10, description="How often a question is asked whose answer cannot be used.")

    image_engine: Literal["bundle", "docker", "ecr", "oci"] = Field(
        "bundle",
        description="What applications become: bundles for this machine; images that a Docker daemon builds, in any "
        "registry or in Amazon's ECR; or images written without a daemon.",
    )
    registry: str | None = Field(None, description="Where images are kept: host[:port][/prefix]; for ECR its own.")
    registry_user: str | None = Field(None, description="Who pushes to the registry; Amazon's gives its own tokens.")
    registry_password: SecretStr | None = Field(None, description="The password of who pushes.")
    registry_region: str | None = Field(None, description="Region of Amazon's registry; else what boto3 finds.")
    base_image: str | None = Field(
        None, description="What golden base images stand on, by digest; else what the templates' Dockerfiles name."
    )
    docker_host: str | None = Field(
        None, description="The Docker daemon, as DOCKER_HOST names it; else that one, else the one of this machine."
    )
    docker_certificates: Path | None = Field(
        None, description="Directory with ca.pem, cert.pem and key.pem, for a daemon that is reached by TLS."
    )
    docker_network: Literal["own", "host"] = Field(
        "own", description="Whether an application's container has a network of its own, or shares the machine's."
    )
    docker_memory: int = Field(512, ge=64, description="Most memory that a container gets, in MiB.")
    docker_cpus: float = Field(1.0, gt=0, description="Most CPUs that a container gets.")
    docker_processes: int = Field(128, ge=16, description="Most processes and threads that a container gets.")

    deploy_engine: Literal["process", "docker", "kubernetes"] = Field(
        "process", description="What applications run on: processes of this machine, containers, or a cluster."
    )
    apps_domain: str = Field("localhost", description="In a cluster, an application answers at <its name>.<domain>.")
    apps_database_address: str | None = Field(
        None, description="host:port at which applications reach PostgreSQL, if not as the platform does."
    )
    apps_doors: str = Field(
        "", description="What else applications may reach, by commas: name=ADDRESS[/BITS]:PORT or =namespace/NAME:PORT."
    )
    dump_retired: bool = Field(False, description="Whether a retired application's database is kept as an artifact.")
    kubeconfig: Path | None = Field(None, description="The cluster that applications run on; else the one around us.")
    kubernetes_database_door: str | None = Field(
        None, description="ADDRESS[/BITS] or namespace/NAME where PostgreSQL is; else its address is looked up."
    )
    kubernetes_exposure: Literal["none", "ingress", "gateway"] = Field(
        "ingress", description="How applications are reached: by an Ingress, a Gateway API route, or not at all."
    )
    kubernetes_ingress_class: str | None = Field(None, description="Class of the Ingress; else the cluster's default.")
    kubernetes_ingress_namespace: str = Field(
        "ingress", description="Namespace of the ingress controller or gateway, which alone may reach applications."
    )
    kubernetes_gateway: str = Field("", description="namespace/name of the Gateway that routes are attached to.")
    kubernetes_tls: bool = Field(True, description="Whether applications are reached by HTTPS.")
    kubernetes_tls_issuer: str = Field("", description="The cert-manager ClusterIssuer of their certificates.")
    kubernetes_tls_secret: str = Field("", description="Name of the Secret with an application's certificate.")
    kubernetes_dns_namespace: str = Field("kube-system", description="Namespace of the cluster's name servers.")
    kubernetes_replicas: int = Field(1, ge=1, description="Pods of each application; from two on with a budget.")
    kubernetes_max_replicas: int = Field(1, ge=1, description="Pods up to which an application is scaled by its load.")
    kubernetes_cpu: str = Field("1", description="Most CPU that a pod of an application gets.")
    kubernetes_memory: str = Field("512Mi", description="Most memory that a pod of an application gets.")
    kubernetes_uploads: str = Field("", description="Size of each application's volume, as 10Gi; else none.")
    kubernetes_uploads_class: str | None = Field(None, description="Storage class of the volumes.")
    kubernetes_uploads_access: str = Field("ReadWriteMany", description="Access mode of the volumes.")
    kubernetes_role: str | None = Field(
        None, description="The ClusterRole that Fusion binds to itself in each namespace, where it needs one."
    )
    kubernetes_account: str | None = Field(None, description="namespace/name of the service account it is bound to.")
    kubernetes_pull_secret: Path | None = Field(
        None, description="A Docker config.json with the registry's credentials, for the nodes that pull from it."
    )

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
