"""Topics: made once, corrected when the settings change, otherwise left alone."""

from __future__ import annotations

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from infra.bus.topics import Plan, apply_topics
from infra.settings import Settings
from schemas.errors import Permanent
from schemas.events import DEAD_LETTERS, TOPICS


async def test_applying_twice_changes_nothing_the_second_time(kafka: str) -> None:
    plan = Plan.of(Settings(), local=True)
    await apply_topics(kafka, plan)
    assert set((await apply_topics(kafka, plan)).values()) == {"kept"}


async def test_every_topic_has_the_partitions_of_a_local_installation(kafka: str) -> None:
    await apply_topics(kafka, Plan.of(Settings(), local=True))
    client = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await client.start()
    try:
        found = {topic["topic"]: len(topic["partitions"]) for topic in await client.describe_topics(list(TOPICS))}
    finally:
        await client.close()
    assert found == dict.fromkeys(TOPICS, 4)


async def test_another_retention_is_set_on_topics_that_exist(kafka: str) -> None:
    await apply_topics(kafka, Plan.of(Settings(), local=True))
    longer = Plan.of(Settings(topic_ended_retention_days=31), local=True)
    done = await apply_topics(kafka, longer)
    await apply_topics(kafka, Plan.of(Settings(), local=True))
    assert {topic for topic, what in done.items() if what == "changed"} == {"fusion.ended.v1", DEAD_LETTERS}


async def test_more_replicas_than_brokers_are_refused_with_the_setting_to_change(kafka: str) -> None:
    with pytest.raises(Permanent, match="FUSION_TOPIC_REPLICATION"):
        await apply_topics(kafka, Plan.of(Settings(), local=False), ["fusion.refused.v1"])
