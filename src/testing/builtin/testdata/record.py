#!/usr/bin/env python3
"""Asks dbt-core what its macros answer to the calls in macros.recorded.json, and writes the answers into it.

    record.py postgresql://user:password@host:port/postgres     (run by the Python of a dbt installation)

Creates and drops a database named `db`. A call is the text of a model `m`, rendered at run time; `config` is what the
model's config says. SQL comments are left out, and runs of white space written as one blank.
"""

import copy
import json
import os
import re
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from urllib.parse import urlsplit

os.environ.update(DBT_SEND_ANONYMOUS_USAGE_STATS="false", DO_NOT_TRACK="1")

import psycopg2
from dbt.adapters.factory import get_adapter, register_adapter
from dbt.cli.main import dbtRunner
from dbt.clients.jinja import get_rendered
from dbt.config.runtime import RuntimeConfig
from dbt.context.providers import generate_runtime_macro_context, generate_runtime_model_context
from dbt.context.query_header import generate_query_header_context
from dbt.flags import get_flags, set_from_args
from dbt.mp_context import get_mp_context

RECORDED = Path(__file__).with_name("macros.recorded.json")
url = urlsplit(sys.argv[1])


def on_server(statement):
    connection = psycopg2.connect(sys.argv[1])
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def write_project(folder, properties):
    output = {
        "type": "postgres",
        "host": url.hostname,
        "port": url.port or 5432,
        "user": url.username or "postgres",
        "pass": url.password or "none",
        "dbname": "db",
        "schema": "base",
        "threads": 1,
    }
    (folder / "models").mkdir()
    (folder / "dbt_project.yml").write_text(
        "name: scratch\nprofile: scratch\nmodels: {+materialized: table}\n"
    )
    (folder / "profiles.yml").write_text(
        json.dumps({"scratch": {"target": "dev", "outputs": {"dev": output}}})
    )
    (folder / "models/m.sql").write_text("select 1 as id")
    (folder / "models/m.yml").write_text(json.dumps({"models": [{"name": "m", **properties}]}))


def answers(folder, cases):
    os.chdir(folder)
    manifest = dbtRunner().invoke(["parse", "--profiles-dir", str(folder), "-q"]).result
    given = Namespace(
        profiles_dir=str(folder), project_dir=str(folder), target=None, profile=None, threads=1, vars={},
        macro_debugging=False, state=None, full_refresh=False, store_failures=False, which="run", version_check=True,
    )  # fmt: skip
    set_from_args(given, {})
    config = RuntimeConfig.from_args(get_flags())
    register_adapter(config, get_mp_context())
    adapter = get_adapter(config)
    adapter.set_macro_resolver(manifest)
    adapter.set_macro_context_generator(generate_runtime_macro_context)
    adapter.connections.set_query_header(generate_query_header_context(config, manifest))
    for case in cases:
        node = copy.deepcopy(manifest.nodes["model.scratch.m"])
        if "config" in case:
            node.config = type(node.config).from_dict({**node.config.to_dict(omit_none=True), **case["config"]})
            node.contract.enforced = "contract" in case["config"]
        with adapter.connection_named("case"):
            text = get_rendered(case["call"], generate_runtime_model_context(node, config, manifest), node)
        text = re.sub(r"/\*.*?\*/", "", re.sub(r"--[^\n]*", "", text), flags=re.S)
        yield re.sub(r"\s+", " ", text).strip()


recorded = json.loads(RECORDED.read_text())
on_server('create database "db"')
try:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        write_project(folder, recorded["properties"])
        for case, answer in zip(recorded["cases"], answers(folder, recorded["cases"])):
            case["answer"] = answer
finally:
    on_server('drop database "db" with (force)')
lines = ",\n".join("    " + json.dumps(case, ensure_ascii=False) for case in recorded["cases"])
properties = json.dumps(recorded["properties"], ensure_ascii=False)
RECORDED.write_text(f'{{\n  "properties": {properties},\n  "cases": [\n{lines}\n  ]\n}}\n')
