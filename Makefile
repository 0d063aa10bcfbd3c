# Gouvernail. « make demo » suffit pour l'essayer ; « make help » dit le reste.
# Needs Python 3.11 or newer, and nothing else: no Docker, no Node, no running service.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$candidate; break; }; done)
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset setup test test-all test-sqlite test-postgresql chromium slapd check format clean

help:
	@echo "make demo         installe Gouvernail et ouvre la démonstration sur http://127.0.0.1:$(PORT)/ (PORT=… pour changer)"
	@echo "make demo-reset   la même, remise à neuf"
	@echo "make setup        installe seulement"
	@echo "make test         tous les tests courants, sur SQLite puis sur PostgreSQL s'il répond"
	@echo "make test-all     les mêmes, et les suites longues"
	@echo "make check        style, types, direction des imports, migrations"

demo: $(VENV)/.base-installed
	@$(BIN)/gouvernail demo --port $(PORT)

demo-reset: $(VENV)/.base-installed
	@$(BIN)/gouvernail demo --reset --port $(PORT)

setup: $(VENV)/.base-installed

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Gouvernail demande Python 3.11 ou plus récent, et aucun n'a été trouvé." >&2; \
		echo "Installez-le (Debian, Ubuntu : sudo apt install python3 python3-venv), puis recommencez." >&2; \
		exit 1; fi
	@echo "Création de l'environnement Python dans $(VENV)…"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "L'environnement Python n'a pas pu être créé." >&2; \
		echo "Sous Debian et Ubuntu : sudo apt install python3-venv, puis recommencez." >&2; \
		exit 1; }

# -qq: only what went wrong is worth reading. The stamps remember which lock was installed: nothing is installed twice.
$(VENV)/.base-installed: requirements/base.lock pyproject.toml | $(BIN)/python
	@echo "Installation de Gouvernail…"
	@$(PIP) --require-hashes -r requirements/base.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev-installed: requirements/dev.lock pyproject.toml | $(BIN)/python
	@echo "Installation de Gouvernail et de ses outils de développement…"
	@$(PIP) --require-hashes -r requirements/dev.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@ $(VENV)/.base-installed

test: test-sqlite test-postgresql
test-all: export SUITES := all
test-all: test-sqlite test-postgresql

# The suites named long are left to « make test-all »; browser tests run once, on SQLite.
PYTEST = $(BIN)/pytest -n $(WORKERS) --dist loadscope -rs $(PYTEST_ARGS)
# These hold no database, or run the command on a SQLite file of their own: once is enough.
PURE = $(addprefix --ignore=tests/,kernel engines ui documents/kit connectors/spreadsheets test_house_rules.py \
	$(addprefix cli/,$(addsuffix .py,$(addprefix test_,backup check create_admin demo documents parser plan rank \
	restore serve swapping))) \
	$(addprefix connectors/catalogue/,test_faults_http.py test_faults_sql.py \
	ldap/test_samba.py ocs/test_real.py zabbix/test_real.py))
NOT_LONG = $(if $(filter all,$(SUITES)),,not long)

test-sqlite: $(VENV)/.dev-installed chromium slapd
	@mkdir -p test-results
	@rm -f test-results/*.xml
	@echo "— Tests sur SQLite"
	@$(PYTEST) -m "$(NOT_LONG)" --junitxml=test-results/sqlite.xml

test-postgresql: $(VENV)/.dev-installed test-sqlite
	@url=$$($(BIN)/python .ci/postgresql_url.py) || exit 1; \
	if [ -z "$$url" ]; then \
		echo "— Tests sur PostgreSQL : laissés de côté, aucun serveur ne répond sur localhost:5432."; \
		echo "  Pour en désigner un : GOUVERNAIL_TEST_POSTGRES=postgres://utilisateur:secret@serveur:5432/base make test"; \
	else \
		echo "— Tests sur PostgreSQL"; \
		GOUVERNAIL_DATABASE="$$url" $(PYTEST) -m "not e2e$(if $(NOT_LONG), and $(NOT_LONG))" \
			$(PURE) --create-db --junitxml=test-results/postgresql.xml; \
	fi

# Root on Debian gets Chromium without asking; anybody else is told the command by the skipped tests.
chromium:
	@if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null \
		&& ! command -v google-chrome >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installation de Chromium pour les tests de navigateur…"; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 \
			|| { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
			|| echo "Chromium n'a pas pu être installé : les tests de navigateur seront laissés de côté."; \
	fi

# The directory that the tests of LDAP start on a port of their own; the one of the system is left stopped.
slapd:
	@if [ ! -x /usr/sbin/slapd ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installation de slapd pour les tests d'annuaire…"; \
		export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1; \
		apt-get install -y -qq --no-install-recommends slapd >/dev/null 2>&1 \
			|| { apt-get update -qq && apt-get install -y -qq --no-install-recommends slapd; } >/dev/null 2>&1 \
			|| echo "slapd n'a pas pu être installé : les tests d'annuaire seront laissés de côté."; \
	fi

check: $(VENV)/.dev-installed
	@$(BIN)/ruff check src tests
	@$(BIN)/ruff format --check src tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@GOUVERNAIL_DATA=test-results/data DJANGO_SETTINGS_MODULE=gouvernail.config.test_settings $(BIN)/django-admin makemigrations --check --dry-run

format: $(VENV)/.dev-installed
	@$(BIN)/ruff check --fix src tests
	@$(BIN)/ruff format src tests

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results htmlcov .coverage
