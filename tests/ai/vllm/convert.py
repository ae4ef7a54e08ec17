"""Make a model directory, and a tiny random LoRA adapter for it, from a GGUF: `python convert.py GGUF DIRECTORY`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

RANK = 4


def model(gguf: Path, directory: Path) -> Any:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    read = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.bfloat16)
    config = read.config
    config.__dict__.pop("quantization_config", None)
    plain = AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16)
    plain.load_state_dict(read.state_dict())
    plain.save_pretrained(directory / "model")
    AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name).save_pretrained(directory / "model")
    return config


def adapter(config: Any, directory: Path) -> None:
    """Random and strong enough to be seen: it shows that the adapter is used, and teaches nothing."""
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(1)
    weights = {}
    for layer in range(config.num_hidden_layers):
        name = f"base_model.model.model.layers.{layer}.self_attn.q_proj"
        weights[f"{name}.lora_A.weight"] = torch.randn(RANK, config.hidden_size) * 0.3
        weights[f"{name}.lora_B.weight"] = torch.randn(config.hidden_size, RANK) * 0.3
    (directory / "adapter").mkdir(parents=True, exist_ok=True)
    save_file(weights, directory / "adapter" / "adapter_model.safetensors")
    settings = {
        "peft_type": "LORA", "task_type": "CAUSAL_LM", "r": RANK, "lora_alpha": RANK * 2, "lora_dropout": 0.0,
        "bias": "none", "target_modules": ["q_proj"], "base_model_name_or_path": "model",
    }  # fmt: skip
    (directory / "adapter" / "adapter_config.json").write_text(json.dumps(settings))


if __name__ == "__main__":
    gguf, directory = Path(sys.argv[1]), Path(sys.argv[2])
    adapter(model(gguf, directory), directory)
