# What people and machines type. `make` lists it.

VENV := .venv
BIN := $(VENV)/bin
NODE := $(BIN)/python -m infra.node
INSTALLED := $(VENV)/.installed

# Wheels that someone collected elsewhere have other hashes than the lock.
unexport PIP_FIND_LINKS PIP_NO_INDEX PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: prove-backend prove-permissions help run setup test test-vllm check prove-chain prove-ai bench eval golden messages lock clean test-docker test-cluster prove-cluster

help: ## List what there is to do.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Set everything up on this machine and run it.
	@$(BIN)/fusion up

setup: $(INSTALLED) ## Download and build what Fusion needs; skips what is there.
	@$(BIN)/fusion setup

test: check ## Check and test everything.
	$(BIN)/pytest -n 2 --dist loadgroup
	cd studio && ../$(NODE) npm test

test-vllm: $(INSTALLED) ## Put the model engine to vLLM itself, on the CPU; installs it aside (6 GB).
	tests/ai/vllm/prepare.sh $(BIN)/python .cache/vllm
	$(BIN)/pytest -m vllm -s -v --durations=10 tests/ai/vllm

prove-chain: setup ## Prove the promises of the whole, killing and stopping parts: minutes; SHORT=1 the half of it.
	$(BIN)/pytest -m "proof$(if $(SHORT), and short)" tests/whole

test-cluster: setup ## Test the deploy stage on the cluster of KUBECONFIG, or on ../shared/cluster; SHORT=1 a part.
	@sh tests/cluster/bring.sh node
	$(BIN)/pytest -m "cluster$(if $(SHORT), and short) and not pretended" --durations=10 tests/cluster tests/helm
	@$(if $(SHORT)$(KUBECONFIG),true,sh tests/cluster/bring.sh control)
	@$(if $(SHORT)$(KUBECONFIG),true,CLUSTER_MODE=control $(BIN)/pytest -s -m pretended tests/cluster)

prove-cluster: test-cluster ## The same, by the name that proofs have.

prove-backend: setup ## Prove the generated back end: its own checks and tests, changes, roles, schemathesis; SHORT=1 in minutes.
	$(BIN)/pytest -n 2 --dist loadgroup -m "proof$(if $(SHORT), and short)" tests/templates

prove-permissions: setup ## Prove that a generated project's tests miss no rule that is taken out; SHORT=1 a sample.
	$(BIN)/pytest -m "proof$(if $(SHORT), and short)" tests/templates/permissions

test-docker: setup ## Test image and deploy stage on a real Docker daemon and registry, of the tests' own; SHORT=1 a part.
	@sh tests/docker/install.sh
	$(BIN)/pytest -m "docker$(if $(SHORT), and not slow)"

check: setup ## Lint, formats, types, the import rule; Python and TypeScript.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd studio && ../$(NODE) npm run check

prove-ai: setup ## Prove what the engines promise: limits, accuracy, a model server; SHORT=1 in two minutes.
	$(BIN)/pytest -m "proof$(if $(SHORT), and short)" tests/ai

eval: setup ## Measure how well texts are understood; writes docs/accuracy.md. CASES=FOLDER, ENGINE=model.
	$(BIN)/fusion eval --engine $(or $(ENGINE),offline) --cases $(or $(CASES),../shared/nl2schema) \
	  --cases tests/evaluation/cases --cases tests/sentences --cases tests/sentences/unseen --out docs/accuracy.md
	$(BIN)/python -m tests.ai.refinement --engine $(or $(ENGINE),offline) --out docs/accuracy.md

bench: setup ## Time rendering, lists and a sentence's way; ONLY=lists one of them, JHIPSTER=1 beside JHipster.
	@$(BIN)/python -m tests.bench $(ONLY)

golden: $(INSTALLED) ## Write the golden output of the templates anew, to be reviewed as a diff.
	@$(BIN)/python -m tests.golden

messages: $(INSTALLED) ## Gather what generated applications say, and compile its translations.
	@$(BIN)/python -m tests.templates.messages

lock: $(INSTALLED) ## Write the locks of the Python packages and of Kafka anew.
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 \
	  --no-header --no-emit-index-url --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group image --constraints requirements.lock --generate-hashes --universal \
	  --python-version 3.11 --no-header --no-emit-index-url --quiet --output-file infra/image.lock
	$(BIN)/python -m infra.stack.lock_jars

clean: ## Remove what can be made again. Applications and their data stay in .fusion.
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache studio/node_modules studio/dist
	find . -name __pycache__ -not -path './.fusion/*' -prune -exec rm -rf {} +

$(INSTALLED): requirements.lock pyproject.toml
	@python=$$(sh infra/find_python.sh) && \
	  echo "Installing Fusion's packages into $(VENV) ($$($$python --version)) …" && \
	  $$python -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@
