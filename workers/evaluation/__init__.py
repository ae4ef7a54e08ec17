"""How well an engine understands: models that it makes of texts, compared with reference models."""
