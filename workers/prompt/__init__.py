"""The prompt stage: a text is read into things, facts, links and actors."""
