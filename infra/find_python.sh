#!/bin/sh
# Print a Python that can run Fusion: 3.11 or newer, able to make virtual environments.
for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python3.14 python; do
  if command -v "$name" >/dev/null 2>&1 &&
     "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    command -v "$name"
    exit 0
  fi
done
echo "Fusion needs Python 3.11 or newer with its venv module: install python3 and python3-venv, or name one by PYTHON=…" >&2
exit 1
