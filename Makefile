# `make site` builds the archive's site into output/, `make test` checks everything; both install what
# they need into .venv first.  Every other target is a shorter word for a command the README explains.
.DEFAULT_GOAL := site
.PHONY: site test approve check serve lint types lock benchmark clean setup setup-test help

SITE_URL ?=
JOBS ?=
PYTHONPATH :=
python := .venv/bin/python
build := $(python) build.py
options := $(if $(SITE_URL),--site-url '$(SITE_URL)') $(if $(JOBS),--jobs $(JOBS))

site: setup ## build the site into output/
	$(build) build $(options)

check: setup ## list every problem of the seeds, records and settings
	$(build) check

serve: setup ## show the site on this machine and rebuild it on every change
	$(build) serve $(options)

# A tool that cannot be had says why here; the tests that need it are then skipped, or fail where CI is
# set.
test: setup-test lint types ## lint, check the types and run all tests
	@setup/node-packages || true
	CHROMIUM="$$(setup/browser)" JAVA="$$(setup/java)" \
		$(python) -m pytest $(if $(TESTS),$(TESTS),-n auto --dist loadfile)

approve: setup-test ## take the pictures of pages anew that the tests compare with, after the look was changed
	CHROMIUM="$$(setup/browser)" APPROVE=1 $(python) -m pytest tests/browser/test_pictures.py

lint: setup-test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: setup-test
	.venv/bin/mypy archive build.py benchmarks

setup:
	@setup/venv site requirements.lock

setup-test: setup
	@setup/venv test requirements-test.lock

benchmark: setup ## build the same archive with this program, Pelican and Hugo, and compare (N=1000)
	@setup/venv benchmark benchmarks/requirements.lock
	$(python) benchmarks/compare.py $(if $(N),--statements $(N))

# pip-compile runs as a script, since `-m` would put this folder first and build.py before a package.
lock: setup ## choose the newest releases for the lock files (UPGRADE=1) or add what is new in the .in files
	$(python) -m pip install --quiet --upgrade --target .cache/pip-tools 'pip-tools>=7.5,<8'
	for part in requirements requirements-test benchmarks/requirements setup/java setup/node; do \
		CUSTOM_COMPILE_COMMAND='make lock' PYTHONPATH=.cache/pip-tools $(python) .cache/pip-tools/bin/pip-compile --quiet \
		$(if $(UPGRADE),--upgrade) --generate-hashes --allow-unsafe --strip-extras --no-emit-options \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--output-file $$part.lock $$part.in || exit 1; done

clean: ## remove the site, the caches and everything that was installed
	rm -rf output .cache .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

help: ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
