"""Put on PYTHONPATH by the kill tests: a worker dies between the broker's acknowledgement and its commit, once.

Where `$SABOTAGE/<stage>` exists, the worker of that stage removes the file and kills itself instead of committing.
"""

import os
import signal
import sys
from pathlib import Path

if "SABOTAGE" in os.environ and "worker" in sys.argv:
    from aiokafka import AIOKafkaConsumer

    target = Path(os.environ["SABOTAGE"]) / sys.argv[sys.argv.index("worker") + 1]
    commit = AIOKafkaConsumer.commit

    async def die_or_commit(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        if target.exists():
            target.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        await commit(self, *args, **kwargs)

    AIOKafkaConsumer.commit = die_or_commit
