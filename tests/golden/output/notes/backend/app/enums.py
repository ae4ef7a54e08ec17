"""The closed vocabularies: what a field may hold, and how people read it."""
