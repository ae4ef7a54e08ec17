"""Have Fusion build a finished model, written by any program that can write to Kafka.

python build_spec.py 127.0.0.1:9092 tool-hire
"""

import asyncio
import json
import sys
from uuid import uuid4

from aiokafka import AIOKafkaProducer

HEADERS = {"ce_specversion": "1.0", "ce_type": "SchemaDesigned", "ce_source": "example/tool-hire"}
TITLE = {"name": "title", "type": "string", "required": True}
TOOL = {"name": "tool", "fields": [TITLE, {"name": "daily_rate", "type": "decimal"}]}
HIRE = {"name": "hire", "fields": [{"name": "start", "type": "date"}]}
OF_A_TOOL = {"source": "hire", "target": "tool", "required": True}
SPEC = {"format": 1, "app": {"label": "Tool hire"}, "entities": [TOOL, HIRE], "relations": [OF_A_TOOL]}


async def build(servers: str, app_key: str) -> str:
    build_id = str(uuid4())
    event = {"build": {"build_id": build_id, "app_key": app_key}, "inline": SPEC}
    headers = [(name, value.encode()) for name, value in {**HEADERS, "ce_id": str(uuid4())}.items()]
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all") as producer:
        body = json.dumps(event).encode()
        await producer.send_and_wait("fusion.backend.v1", body, key=app_key.encode(), headers=headers)
    return build_id


if __name__ == "__main__":
    print(asyncio.run(build(*sys.argv[1:3])))
