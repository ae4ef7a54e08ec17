"""`fusion topics apply`: every topic of the pipeline, made where it is missing and set right where it differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, for_code

from infra.settings import Settings
from schemas.errors import Permanent, Unavailable
from schemas.events import DEAD_LETTERS, TOPICS, BuildCancelled, BuildDeferred, StageFailed

KEPT_LONGER = {StageFailed.topic, BuildCancelled.topic, DEAD_LETTERS}
"""What people come back to: ended builds and dead letters."""

ROOMY = {DEAD_LETTERS, StageFailed.topic, BuildDeferred.topic}
"""What may hold the largest record of any other topic, and why it is there."""

ALREADY_THERE = 36
SET_ON_TOPIC = 1
"""Kafka's codes: TOPIC_ALREADY_EXISTS, and a configuration that was set on the topic itself."""


@dataclass(frozen=True)
class Plan:
    """How every topic is to be."""

    partitions: int
    replication: int
    settings: Settings

    @classmethod
    def of(cls, settings: Settings, *, local: bool) -> Plan:
        """`local`: the one embedded node, which has nothing to replicate to and few to spread over."""
        partitions = settings.topic_partitions or (4 if local else 24)
        return cls(partitions, settings.topic_replication or (1 if local else 3), settings)

    def configuration(self, topic: str) -> dict[str, str]:
        longer = topic in KEPT_LONGER
        days = self.settings.topic_ended_retention_days if longer else self.settings.topic_retention_days
        milliseconds = timedelta(days=days) // timedelta(milliseconds=1)
        wanted = {"retention.ms": str(milliseconds), "min.insync.replicas": str(min(2, self.replication))}
        if topic in ROOMY:
            wanted["max.message.bytes"] = str(4 * 1024 * 1024)
        return wanted


async def apply_topics(servers: str, plan: Plan, topics: Sequence[str] = TOPICS) -> dict[str, str]:
    """What was done for each topic: `made`, `changed` or `kept`. Partitions of a topic that exists never change.

    Raises Unavailable while the broker is away, Permanent where it refuses the plan.
    """
    client = AIOKafkaAdminClient(bootstrap_servers=servers)
    try:
        await client.start()
        made = await _make(client, plan, topics)
        changed = await _correct(client, plan, [topic for topic in topics if topic not in made])
    except (KafkaError, OSError) as error:
        raise Unavailable(f"Kafka at {servers} does not answer ({error}): is it running?") from error
    finally:
        await client.close()
    return {topic: "made" if topic in made else "changed" if topic in changed else "kept" for topic in topics}


async def _make(client: AIOKafkaAdminClient, plan: Plan, topics: Sequence[str]) -> set[str]:
    there = set(await client.list_topics())
    missing = [topic for topic in topics if topic not in there]
    if not missing:
        return set()
    wanted = [
        NewTopic(topic, plan.partitions, plan.replication, topic_configs=plan.configuration(topic)) for topic in missing
    ]
    answer = (await client.create_topics(wanted)).to_object()
    for result in answer["topic_errors"]:
        _check(result["topic"], result["error_code"], result.get("error_message"))
    return set(missing)


async def _correct(client: AIOKafkaAdminClient, plan: Plan, topics: list[str]) -> set[str]:
    """Set what differs from the plan; whatever else someone set on a topic stays."""
    asked = [ConfigResource(ConfigResourceType.TOPIC, topic) for topic in topics]
    changes = []
    for answer in await client.describe_configs(asked) if asked else ():
        for resource in answer.to_object()["resources"]:
            topic, found = resource["resource_name"], _found(resource)
            wanted = plan.configuration(topic)
            if any(found["all"].get(name) != value for name, value in wanted.items()):
                changes.append(ConfigResource(ConfigResourceType.TOPIC, topic, {**found["own"], **wanted}))
    for answer in await client.alter_configs(changes) if changes else ():
        for resource in answer.to_object()["resources"]:
            _check(resource["resource_name"], resource["error_code"], resource.get("error_message"))
    return {change.name for change in changes}


def _found(resource: Any) -> dict[str, dict[str, str]]:
    entries = resource["config_entries"]
    return {
        "all": {entry["config_names"]: entry["config_value"] for entry in entries},
        "own": {e["config_names"]: e["config_value"] for e in entries if e["config_source"] == SET_ON_TOPIC},
    }


def _check(topic: str, code: int, message: str | None) -> None:
    if code not in (0, ALREADY_THERE):
        raise Permanent(
            f"Kafka refuses the topic {topic}: {message or for_code(code).__name__} "
            "FUSION_TOPIC_PARTITIONS and FUSION_TOPIC_REPLICATION say what is asked for."
        )
