"""The deploy stage: gives an application its own place, and keeps it running there."""
