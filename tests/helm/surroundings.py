"""What an installation in a cluster stands on, outside of it: a Kafka and an object store that its pods can reach."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import boto3

from infra.processes import last_lines
from infra.stack import kafka
from infra.stack.home import Home
from infra.stack.jars import jars
from infra.stack.process import spawn, stop
from infra.stack.start import wait_until
from tests.cluster.testbed import Site, forward
from tests.fakes.object_store import KEY, SECRET, object_store

BUCKET = "fusion-artifacts"


@contextmanager
def broker(where: Site, home: Home, cache: Path) -> Iterator[str]:
    """A broker with a second listener, which tells clients the address that pods know it by. Its bootstrap servers."""
    command = kafka.kafka(home, jars(cache))
    here, controller, pods = (home.port(name) for name in ("kafka", "kafka-controller", "kafka-pods"))
    listeners = {"PLAINTEXT": f"127.0.0.1:{here}", "PODS": f"127.0.0.1:{pods}", "CONTROLLER": f"127.0.0.1:{controller}"}
    lines = {
        "listeners": _joined(listeners),
        "advertised.listeners": _joined({**listeners, "PODS": f"{where.database_host}:{pods}"}),
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,PODS:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
    }
    with (home.root / "kafka" / "server.properties").open("a") as properties:
        properties.writelines(f"{name}={value}\n" for name, value in lines.items())
    process, log = spawn(command, home.log("kafka")), home.log("kafka")
    try:
        asyncio.run(wait_until(lambda: kafka.answers(kafka.bootstrap_servers(home)), process, log, 60))
        reachable(where, pods)
        yield f"{where.database_host}:{pods}"
    except BaseException:
        print("\n".join(last_lines(log)))  # noqa: T201  # who looks for the reason finds it in the test's report
        raise
    finally:
        stop(process, kafka.STOP, grace=15)


@contextmanager
def bucket(where: Site, directory: Path) -> Iterator[str]:
    """A bucket on a store that speaks S3: the URL of the store, as pods reach it."""
    with object_store(directory) as url:
        client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", aws_access_key_id=KEY,
                              aws_secret_access_key=SECRET)  # fmt: skip
        client.create_bucket(Bucket=BUCKET)
        client.close()
        yield f"http://{where.database_host}:{reachable(where, urlsplit(url).port or 80)}"


def reachable(where: Site, port: int) -> int:
    """Let the pods reach a port of this host."""
    if where.ours:
        forward(port)
    return port


def _joined(listeners: dict[str, str]) -> str:
    return ",".join(f"{name}://{address}" for name, address in listeners.items())
