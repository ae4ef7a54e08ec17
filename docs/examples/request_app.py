"""Ask Fusion for an application from any program that can write to Kafka.

python request_app.py 127.0.0.1:9092 tool-hire "We hire out tools; each tool has a name and a daily rate."
"""

import asyncio
import json
import sys
from uuid import uuid4

from aiokafka import AIOKafkaProducer

HEADERS = {"ce_specversion": "1.0", "ce_type": "AppRequested", "ce_source": "example/tool-hire"}


async def request(servers: str, app_key: str, text: str) -> str:
    build_id = str(uuid4())
    event = {"build": {"build_id": build_id, "app_key": app_key}, "text": text}
    headers = [(name, value.encode()) for name, value in {**HEADERS, "ce_id": str(uuid4())}.items()]
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all") as producer:
        body = json.dumps(event).encode()
        await producer.send_and_wait("fusion.prompt.v1", body, key=app_key.encode(), headers=headers)
    return build_id


if __name__ == "__main__":
    print(asyncio.run(request(*sys.argv[1:4])))
