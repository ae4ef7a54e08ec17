"""The schema stage: what was read becomes a complete specification."""
