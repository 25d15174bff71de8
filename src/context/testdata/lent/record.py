"""Record what dbt answers about the things it lends to templates, for the tests to compare with.

    DATABASE_URL=postgresql://… python record.py *.json        (needs dbt-core 1.12 and dbt-postgres, and a database)

Each file is a list of cases, one object a line. Written by hand are

    template    the source
    context     plain data for it (left out when empty)
    numbers     names of Decimals, and their text
    tables      names of tables, and the query each comes from; the session's time zone is New York's
    ours        a deliberate difference: what we answer instead (same keys as the answer), and "because"

The answer is filled in or replaced, in place:

    results     what the server answered to the queries, as text
    output      the text
    printed     what went to standard output
    error       {"type", "message"}
"""

import contextlib
import copy
import decimal
import io
import json
import os
import sys
import time
import types
import warnings

os.environ["TZ"] = "America/New_York"
time.tzset()
# agate keeps the standard output it finds when it is imported.
sys.stdout = PRINTED = io.StringIO()

import psycopg2
import psycopg2.extensions
import dbt.deprecations
from dbt.adapters.postgres import PostgresColumn, PostgresRelation
from dbt.adapters.sql.connections import SQLConnectionManager
from dbt.context.base import BaseContext
from dbt.context.providers import ProviderContext
from dbt_common.clients.agate_helper import as_matrix
from dbt_common.clients.jinja import get_environment
from jinja2.sandbox import SandboxedEnvironment

EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.loopcontrols"]

warnings.simplefilter("ignore")
# dbt's own warnings want the flags of a command, and there is none.
dbt.deprecations.warn = lambda *args, **kwargs: None


def connect():
    return psycopg2.connect(os.environ["DATABASE_URL"], options="-c timezone=America/New_York -c client_min_messages=error")


def raw_result(sql):
    """Columns and cells as the server wrote them."""
    with contextlib.closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        oids = {column.type_code for column in cursor.description}
        as_written = psycopg2.extensions.new_type(tuple(oids), "AS_WRITTEN", lambda value, cursor: value)
        psycopg2.extensions.register_type(as_written, cursor)
        cursor.execute(sql)
        return {
            "columns": [{"name": column.name, "typeOid": column.type_code} for column in cursor.description],
            "rows": cursor.fetchall(),
        }


def table(sql):
    with contextlib.closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return SQLConnectionManager.get_result_from_cursor(cursor, None)


def names():
    found = BaseContext({}).to_dict()
    provider = types.SimpleNamespace(model=None)
    found["validation"] = ProviderContext.validation.fget(provider)
    found["try_or_compiler_error"] = types.MethodType(ProviderContext.try_or_compiler_error, provider)
    found["as_matrix"] = as_matrix
    found["api"] = {"Relation": PostgresRelation, "Column": PostgresColumn}
    return found


def error_type(error):
    kind = type(error)
    return kind.__name__ if kind.__module__.split(".")[0] in ("builtins", "jinja2", "dbt", "dbt_common") else f"{kind.__module__}.{kind.__qualname__}"


def answer(case):
    context = names()
    context.update(copy.deepcopy(case.get("context", {})))
    context.update({name: decimal.Decimal(text) for name, text in case.get("numbers", {}).items()})
    results = {name: raw_result(sql) for name, sql in case.get("tables", {}).items()}
    known = {"results": results} if results else {}
    PRINTED.seek(0)
    PRINTED.truncate()
    try:
        context.update({name: table(sql) for name, sql in case.get("tables", {}).items()})
        # dbt renames the macros of a template, and calls those of a project under their own names.
        environment = SandboxedEnvironment(extensions=EXTENSIONS) if "{% macro" in case["template"] else get_environment(None)
        output = environment.from_string(case["template"]).render(context)
        printed = {"printed": PRINTED.getvalue()} if PRINTED.getvalue() else {}
        return {**known, "output": output, **printed}
    except Exception as error:
        return {**known, "error": {"type": error_type(error), "message": str(error)}}


def record(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    lines = []
    for case in cases:
        written = {key: case[key] for key in ("template", "context", "numbers", "tables") if key in case}
        recorded = {**written, **answer(case), **({"ours": case["ours"]} if "ours" in case else {})}
        lines.append(json.dumps(recorded, ensure_ascii=False))
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    for path in sys.argv[1:]:
        record(path)
