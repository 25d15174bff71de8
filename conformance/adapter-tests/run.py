#!/usr/bin/env python3
"""dbt's functional tests for adapters, asked of dbt and of Assay: see ../README.md. Python of an environment with dbt-tests-adapter."""

import argparse
import fnmatch
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg2
import yaml

from test_names import short

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.yml"
# Beside the database of all tests: one that some tests of quoting expect by its name.
MIXED_CASE = "dbtMixedCase"
ROLES = ("dbt_test_user_1", "dbt_test_user_2", "dbt_test_user_3")


def main():
    options = read_options()
    out = Path(options.out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    suites = [("published", published_tests(), None)]
    if options.adapter:
        root = Path(options.adapter).resolve()
        suites.append(("postgres", root / "tests" / "functional", root))
    engines = ("assay", "dbt") if options.engine == "both" else (options.engine,)
    with prepared(options.url, options.database):
        for engine in engines:
            for name, folder, root in suites:
                if options.suite in (None, name):
                    ask(engine, name, folder, root, out, options)
    if options.keep_baseline:
        keep_baseline(out, [name for name, *_ in suites])
    return table(out, [name for name, *_ in suites if options.suite in (None, name)], options)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True, help="a server where databases and roles may be created")
    parser.add_argument("--assay", default="assay", help="the command line of Assay")
    parser.add_argument("--engine", choices=["dbt", "assay", "both"], default="both", help="answers of the other in --out are kept")
    parser.add_argument("--all", action="store_true", help="ask dbt also what Assay passes")
    parser.add_argument("--rest", action="store_true", help="go on with a run that was stopped: ask Assay what it was not asked yet")
    parser.add_argument("--again", action="store_true", help="ask Assay only what it failed in the last run")
    parser.add_argument("--adapter", help="a checkout of dbt-postgres: its own functional tests are asked too")
    parser.add_argument("--suite", choices=["published", "postgres"], help="only this one")
    parser.add_argument("--database", default="dbt", help="is made anew, and dropped in the end; some tests expect this name")
    parser.add_argument("--out", default="adapter-tests", help="folder for the answers: one line of JSON a test")
    parser.add_argument("-k", dest="words", help="only tests with these words in their names, as of pytest")
    parser.add_argument("-n", dest="workers", default="2", help="how many at once")
    parser.add_argument("--faketime", help="libfaketime.so.1, for tests that set the clock")
    parser.add_argument("--keep-baseline", action="store_true", help="note in baseline.yml what dbt failed, for runs that do not ask it")
    parser.add_argument("--show", action="store_true", help="what pytest prints, too")
    return parser.parse_args()


def published_tests():
    import dbt.tests

    return Path(list(dbt.tests.__path__)[0]) / "adapter"


class prepared:
    """The databases, and the roles that tests of grants name; they are gone afterwards where they were made here."""

    def __init__(self, url, database):
        self.url, self.databases, self.roles = url, [database, MIXED_CASE], []

    def run(self, *statements):
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            found = cursor.fetchall() if cursor.description else []
        connection.close()
        return found

    def __enter__(self):
        for role in ROLES:
            try:
                self.run(f'create role "{role}"')
                self.roles.append(role)
            except psycopg2.errors.DuplicateObject:
                pass
        for database in self.databases:
            self.run(f'drop database if exists "{database}" with (force)', f'create database "{database}"')

    def __exit__(self, *_):
        for database in self.databases:
            self.run(f'drop database if exists "{database}" with (force)')
        for role in self.roles:
            try:
                self.run(f'drop role "{role}"')
            except psycopg2.errors.DependentObjectsStillExist:
                pass  # another run beside this one uses it


def ask(engine, suite, folder, root, out, options):
    report = out / f"{engine}-{suite}.jsonl"
    only = chosen(engine, suite, out, options)
    answered = read_answers(report) if options.rest and engine == "assay" else {}
    (out / "answered").write_text("\n".join(answered), encoding="utf-8")
    if only is None and not options.words and not answered:
        report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", str(folder), "-p", "assay_plugin", "-q", "--tb=short", "-o", "addopts=", "-W", "ignore"]
    command += ["--import-mode=importlib", "-n", options.workers] if options.workers != "0" else ["--import-mode=importlib"]
    command += ["-o", "cache_dir=" + str(out / "cache"), f"--rootdir={out / 'root'}", f"--basetemp={out / engine}"]
    if root is None:
        command += ["-o", "python_files=*.py", "-o", "python_classes=Base* Test*", "--noconftest"]
    if options.words:
        command += ["-k", options.words]
    (out / "root").mkdir(exist_ok=True)
    at = urlsplit(options.url)
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, [HERE, *([root, *plain_folders(folder)] if root else [])])),
        "POSTGRES_TEST_HOST": at.hostname or "127.0.0.1",
        "POSTGRES_TEST_PORT": str(at.port or 5432),
        "POSTGRES_TEST_USER": unquote(at.username or "postgres"),
        "POSTGRES_TEST_PASS": unquote(at.password or "password"),
        "POSTGRES_TEST_DATABASE": options.database,
        **{f"DBT_TEST_USER_{at + 1}": role for at, role in enumerate(ROLES)},
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "ASSAY_REPORT": str(report),
        "ASSAY_COMMAND": options.assay if engine == "assay" else "",
        "ASSAY_FAKETIME": options.faketime or "",
        "ASSAY_ANSWERED": str(out / "answered"),
        "ASSAY_ONLY": "" if only is None else only,
    }
    with open(out / f"{engine}-{suite}.txt", "w", encoding="utf-8") as log:
        subprocess.run(command, cwd=root or out, env=env, stdout=None if options.show else log, stderr=subprocess.STDOUT)


def plain_folders(folder):
    """Folders that are no packages, and whose tests import what lies beside them."""
    return [found.parent for found in sorted(folder.rglob("utils.py")) if not (found.parent / "__init__.py").exists()]


def chosen(engine, suite, out, options):
    """A file with the tests to ask, where not all of them are wanted: dbt is slow, and only asked about what failed."""
    if options.all or (engine == "assay" and not options.again):
        return None
    failed = [test for test, answer in read_answers(out / f"assay-{suite}.jsonl").items() if answer["outcome"] == "failed"]
    if engine == "dbt":
        failed = [test for test in failed if test not in read_answers(out / f"dbt-{suite}.jsonl")]
    path = out / f"{engine}-{suite}.only"
    path.write_text("\n".join(failed), encoding="utf-8")
    return str(path)


def read_answers(path):
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {short(answer["test"]): answer for answer in map(json.loads, lines)}


def keep_baseline(out, suites):
    """What dbt failed, and in a line why: those tests ask nothing of anybody on PostgreSQL."""
    noted = read_baseline()
    for suite in suites:
        for test, answer in read_answers(out / f"dbt-{suite}.jsonl").items():
            noted.get(suite, {}).pop(test, None)
            if answer["outcome"] == "failed":
                noted.setdefault(suite, {})[test] = short_reason(answer)
    head = "# Tests that dbt-core itself fails here, and its first line of why. Written by `run.py --keep-baseline`.\n"
    text = yaml.safe_dump({suite: dict(sorted(tests.items())) for suite, tests in sorted(noted.items())}, width=200, allow_unicode=True)
    BASELINE.write_text(head + text, encoding="utf-8")


def read_baseline():
    return (yaml.safe_load(BASELINE.read_text(encoding="utf-8")) or {}) if BASELINE.exists() else {}


def short_reason(answer):
    """Without names of this run, and without colours."""
    return re.sub(r"\x1b\[\d*m|\\x1b\[\d*m|test\d+_\w+|0x[0-9a-f]+|/\S+/(?=\w)", "…", first_line(answer))[:100]


def first_line(answer):
    return answer["why"].strip().split("\n")[0]


def table(out, suites, options):
    baseline = read_baseline()
    known = yaml.safe_load((HERE / "known.yml").read_text(encoding="utf-8")) or []
    unexpected = 0
    for suite in suites:
        dbt, assay = read_answers(out / f"dbt-{suite}.jsonl"), read_answers(out / f"assay-{suite}.jsonl")
        rows, failing = {}, []
        for test, answer in sorted(assay.items()):
            noted = {"outcome": "failed"} if test in baseline.get(suite, {}) else None
            verdict = judge(test, answer, dbt.get(test, noted), known)
            rows.setdefault(test.split("::")[0], []).append(verdict)
            if verdict == "failed":
                failing.append((test, first_line(answer)))
        names = ("passed", "failed", "known", "not for Postgres", "skipped")
        print(f"\n| {suite} | " + " | ".join(names) + " |\n| --- |" + " --- |" * len(names))
        for file, verdicts in [*rows.items(), ("all", sum(rows.values(), []))]:
            print(f"| {file} | " + " | ".join(str(verdicts.count(name)) for name in names) + " |")
        for test, why in failing:
            print(f"  {test}\n      {why[:200]}")
        unexpected += len(failing)
    return 1 if unexpected else 0


def judge(test, answer, dbts, known):
    """A test that dbt itself does not pass on Postgres asks nothing of us."""
    if dbts is not None and dbts["outcome"] == "failed":
        return "not for Postgres"
    if answer["outcome"] != "failed":
        return answer["outcome"]
    return "known" if any(fnmatch.fnmatch(test, one["test"]) for one in known) else "failed"


if __name__ == "__main__":
    sys.exit(main())
