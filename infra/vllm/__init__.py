"""vLLM, the model server that Fusion ships for: its settings and how it is started."""
