"""pytest plugin: dbt's functional tests for adapters, with dbt itself or, where ASSAY_COMMAND is set, with Assay."""

import json
import os

import pytest
from argparse import Namespace

from dbt.flags import set_from_args

from test_names import short

set_from_args(Namespace(), None)
pytest_plugins = "dbt.tests.fixtures.project"


@pytest.fixture(scope="class")
def dbt_profile_target():
    return {
        "type": "postgres",
        "host": os.environ["POSTGRES_TEST_HOST"],
        "port": int(os.environ["POSTGRES_TEST_PORT"]),
        "user": os.environ["POSTGRES_TEST_USER"],
        "pass": os.environ["POSTGRES_TEST_PASS"],
        "dbname": os.environ["POSTGRES_TEST_DATABASE"],
        "threads": 4,
    }


def pytest_configure(config):
    if os.environ.get("ASSAY_COMMAND"):
        from dbt.cli.main import dbtRunner

        from assay_runner import invoke

        dbtRunner.invoke = invoke


def pytest_collection_modifyitems(config, items):
    """A base class is asked where it is defined, not again in each module that imports it, nor beside its own Test class."""
    classes = {item.cls for item in items if item.cls is not None}
    tested = {(base, cls.__module__) for cls in classes if cls.__name__.startswith("Test") for base in cls.__mro__[1:]}
    own = [
        item
        for item in items
        if item.cls is None
        or (item.cls.__module__ == item.module.__name__ and (item.cls, item.cls.__module__) not in tested)
    ]
    answered = names_in("ASSAY_ANSWERED")
    own = [item for item in own if short(item.nodeid) not in answered]
    if os.environ.get("ASSAY_ONLY"):
        wanted = names_in("ASSAY_ONLY")
        own = [item for item in own if short(item.nodeid) in wanted]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(own)])
    items[:] = own


def names_in(variable):
    with open(os.environ[variable], encoding="utf-8") as file:
        return set(file.read().splitlines())


OUTCOMES = {}


def pytest_runtest_logreport(report):
    """The worst of set-up, call and tear-down, with the line that says why; one JSON object a test in ASSAY_REPORT."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    kept = OUTCOMES.setdefault(report.nodeid, {"test": report.nodeid, "outcome": "passed", "why": ""})
    if report.outcome == "failed":
        kept.update(outcome="failed", when=report.when, why=reason_of(report.longrepr))
    elif report.outcome == "skipped" and kept["outcome"] == "passed":
        kept.update(outcome="skipped", why=str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else "")
    if report.when == "teardown":
        with open(os.environ["ASSAY_REPORT"], "a", encoding="utf-8") as file:
            file.write(json.dumps(kept) + "\n")


def reason_of(shown):
    crash = getattr(shown, "reprcrash", None)
    return (crash.message if crash is not None else str(shown))[:2000]
