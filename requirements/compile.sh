#!/usr/bin/env bash
# Writes the two hashed locks anew from pyproject.toml. Needs uv; run it after changing a dependency.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate -q pyproject.toml "$@"; }
compile --extra build -o requirements/base.lock
compile --extra build --extra dev -c requirements/base.lock -o requirements/dev.lock
