"""The local stack: Kafka, PostgreSQL and Fusion's own parts as processes on this machine, state in one directory."""
