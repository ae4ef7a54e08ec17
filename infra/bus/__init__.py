"""The bus: what a stage's handler keeps, from a record that was read to its outcome, on Kafka."""
