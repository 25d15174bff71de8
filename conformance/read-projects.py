#!/usr/bin/env python3
"""Has projects built by Assay, and lets other programs read what it wrote: a line for each project.

    python conformance/read-projects.py --url postgresql://postgres@127.0.0.1:5432/postgres [--only name]… [--keep] FOLDER…

Run it where dbt-core with dbt-postgres, dbt-artifacts-parser and dbt-bouncer are installed; needs `npm run build`. A FOLDER is
a project, packages beside it, or holds clones of those in projects.json (`prepare.mjs` makes it). Nothing is written into
the projects; each gets a database of its own, and no program is waited for longer than --patience seconds. Asked are

- readers: dbt's own classes and JSON schemas, and dbt-artifacts-parser, about every artifact (read-artifacts.py);
- bouncer: dbt-bouncer with bouncer.yml, about Assay's artifacts and dbt's: the same verdict on each check;
- modified: `ls --select state:new state:modified` of dbt with Assay's artifacts as --state, but for modified.macros, because
  dbt's own macros read otherwise in Assay; and of Assay with dbt's: nothing;
- deferred: `run --select` of the last model with --defer into an empty schema, dbt with Assay's state and Assay with dbt's.

dbt cannot read a project.yml: of such a project the readers alone are asked. Exit code 1 when anything is not as it should be.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlparse

HERE = Path(__file__).parent
ASSAY = ["node", str(HERE.parent / "dist/cli/main.js")]
BESIDE = Path(sys.executable).parent
DBT = [str(BESIDE / "dbt")]
# All of state:modified but macros: dbt's own ones read otherwise in Assay's manifest.
PARTS = [f"state:modified.{part}" for part in ("body", "configs", "relation", "persisted_descriptions", "contract")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--only", action="append", default=[], help="of the clones in a folder, this one")
    parser.add_argument("--patience", type=float, default=600, help="seconds that one program may take")
    parser.add_argument("--keep", action="store_true", help="leave the databases and the folder")
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="assay-readers-"))
    projects = [found for folder in asked.folders for found in projects_in(folder.resolve(), asked.only)]
    print("| project | artifacts | readers | bouncer, checks failed | modified: dbt, Assay | deferred: dbt, Assay |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    fine = True
    for at, (folder, needs) in enumerate(projects):
        database = f"assay_readers_{os.getpid()}_{at}"
        project = Project(folder, needs, work / str(at), database, asked.url, asked.patience)
        try:
            row, troubles = project.ask()
        finally:
            if not asked.keep:
                project.drop()
        print(f"| {' | '.join([project.name, *row])} |", flush=True)
        for trouble in troubles:
            print(f"  {trouble}", file=sys.stderr, flush=True)
        fine = fine and not troubles
    if not asked.keep:
        shutil.rmtree(work)
    return 0 if fine else 1


def projects_in(folder, only):
    """A project as it is, or those of projects.json that were cloned into a folder, with what the list says of them."""
    if any((folder / name).exists() for name in ("dbt_project.yml", "project.yml")):
        return [(folder, {})]
    listed = json.loads((HERE / "projects.json").read_text())["projects"]
    cloned = [it for it in listed if (folder / it["name"]).exists() and it["name"] in (only or [it["name"]])]
    return [(folder / it["name"] / it.get("folder", "."), it) for it in cloned]


class Project:
    def __init__(self, folder: Path, needs: dict, work: Path, database: str, url: str, patience: float):
        self.folder, self.needs, self.work, self.database, self.url = folder, needs, work, database, url
        self.patience = patience
        self.is_dbts = (self.folder / "dbt_project.yml").exists()
        text = (self.folder / ("dbt_project.yml" if self.is_dbts else "project.yml")).read_text()
        self.name = needs.get("name") or found(r"^name:\s*['\"]?(\w+)", text) or folder.name
        profile = found(r"^profile:\s*['\"]?([\w-]+)", text) or self.name
        schema = needs.get("schema", "readers")
        place = urlparse(url)
        output = {
            "type": "postgres",
            "host": place.hostname,
            "port": place.port or 5432,
            "user": place.username,
            "password": place.password or "none",
            "dbname": database,
            "threads": 4,
        }
        outputs = {"main": {**output, "schema": schema}, "other": {**output, "schema": f"{schema}_other"}}
        (work / "profiles").mkdir(parents=True)
        (work / "profiles/profiles.yml").write_text(json.dumps({profile: {"target": "main", "outputs": outputs}}))
        self.sql(f"drop database if exists {database}", f"create database {database}")

    def sql(self, *statements):
        import psycopg2

        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        for statement in statements:
            connection.cursor().execute(statement)
        connection.close()

    def drop(self):
        self.sql(f"drop database if exists {self.database} with (force)")

    def run(self, engine, *words, target="target"):
        place = ["--target-path", str(self.work / target), "--log-path", str(self.work / "logs")]
        if "vars" in self.needs:
            place += ["--vars", json.dumps(self.needs["vars"])]
        environment = {**os.environ, "DBT_PROFILES_DIR": str(self.work / "profiles"), "NO_COLOR": "1"}
        environment |= {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1", **self.needs.get("environment", {})}
        if not self.is_dbts:
            environment["DATABASE_URL"] = urlparse(self.url)._replace(path=f"/{self.database}").geturl()
        return self.call([*engine, *words, *place], self.folder, environment)

    def call(self, words, folder, environment=None):
        """A program that takes too long has exit code 124, as `timeout` says it."""
        try:
            return subprocess.run(
                words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=self.patience
            )
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(words, 124, "", f"took longer than {self.patience} seconds")

    def ask(self):
        """The cells of the row, and what is wrong."""
        troubles = []
        for command in self.needs.get("first", []):
            self.run(ASSAY, *command, target="first")
        built = self.run(ASSAY, "build", target="assay")
        if not (self.work / "assay").exists():
            return ["0", "not built"], [built.stdout[-1500:] + built.stderr[-1500:]]
        states = [self.work / "build"]
        shutil.copytree(self.work / "assay", states[0])
        self.run(ASSAY, "source", "freshness", target="assay")
        self.run(ASSAY, "docs", "generate", target="assay")
        states.append(self.work / "assay")
        written = sum(len(list(state.glob("*.json"))) for state in states)
        objections = self.read(states)
        troubles += objections
        row = [str(written), "ok" if not objections else f"{len(objections)} objections"]
        if not self.is_dbts:
            return [*row, self.bounce("assay")[1], "", ""], troubles
        generated = self.run(DBT, "docs", "generate", target="dbt")
        shutil.copytree(self.work / "dbt", self.work / "dbt-state")
        if generated.returncode != 0:
            return [*row, "dbt failed", "", ""], [*troubles, generated.stdout[-2000:]]
        for cell, wrong in (self.compare_bouncers(), self.modified(), self.deferred()):
            row.append(cell)
            troubles += wrong
        return row, troubles

    def read(self, folders):
        answer = self.call([sys.executable, str(HERE / "read-artifacts.py"), *map(str, folders)], self.work)
        objections = [line for line in answer.stdout.splitlines() if not line.endswith(": ok")]
        return objections if answer.returncode in (0, 1) else [*objections, f"read-artifacts.py: {answer.stderr[-500:]}"]

    def bounce(self, target):
        """The failed checks, and how many of how many they are."""
        config = (HERE / "bouncer.yml").read_text().replace("TARGET", str(self.work / target))
        (self.work / f"{target}-bouncer.yml").write_text(config)
        report = self.work / f"{target}-bouncer.json"
        words = ["--config-file", str(self.work / f"{target}-bouncer.yml"), "--output-file", str(report)]
        answer = self.call([str(BESIDE / "dbt-bouncer"), *words], self.work)
        if answer.returncode not in (0, 1) or not report.exists():
            return None, f"refused: {answer.stdout[-800:]}{answer.stderr[-800:]}"
        told = json.loads(report.read_text())
        checks = told if isinstance(told, list) else told.get("results", [])
        failed = sorted(check["check_run_id"] for check in checks if check["outcome"] != "success")
        return failed, f"{len(failed)} of {len(checks)}"

    def compare_bouncers(self):
        (ours, cell), (theirs, other) = self.bounce("assay"), self.bounce("dbt")
        if ours is None or ours != theirs:
            different = "refused" if None in (ours, theirs) else sorted(set(ours) ^ set(theirs))[:10]
            return f"{cell}, dbt {other}"[:200], [f"dbt-bouncer: {different}"]
        return f"{cell}, the same", []

    def modified(self):
        cells, troubles = [], []
        for engine, target, state, select in (
            (DBT, "dbt", "assay", ["state:new", *PARTS]),
            (ASSAY, "assay2", "dbt-state", ["state:new", "state:modified"]),
        ):
            words = ["--quiet", "ls", "--select", *select, "--state", str(self.work / state)]
            answer = self.run(engine, *words, target=target)
            lines = [line for line in answer.stdout.splitlines() if line.strip() and "No nodes selected" not in line]
            cells.append(str(len(lines)))
            if lines or answer.returncode != 0:
                troubles.append(f"modified, {target}: {lines[:10]} {answer.stderr[:600]}")
        return ", ".join(cells), troubles

    def deferred(self):
        nodes = json.loads((self.work / "assay/manifest.json").read_text())["nodes"].values()
        built = [node for node in nodes if node["resource_type"] == "model" and node["config"]["enabled"]]
        leaves = [node for node in built if any(other.startswith("model.") for other in node["depends_on"]["nodes"])]
        results = json.loads((self.work / "build/run_results.json").read_text())["results"]
        well = {result["unique_id"] for result in results if result["status"] == "success"}
        tables = [node for node in leaves if node["unique_id"] in well and node["config"]["materialized"] in ("table", "view")]
        if not tables:
            return "none", []
        last = max(tables, key=lambda node: (len(node["depends_on"]["nodes"]), node["unique_id"]))
        cells, troubles = [], []
        for engine, target, state in ((DBT, "dbt", "assay"), (ASSAY, "assay2", "dbt-state")):
            words = ["run", "--select", f"fqn:{'.'.join(last['fqn'])}", "--defer", "--state", str(self.work / state)]
            answer = self.run(engine, *words, "--target", "other", target=target)
            cells.append("ok" if answer.returncode == 0 else "failed")
            if answer.returncode != 0:
                troubles.append(f"deferred, {target}: {answer.stdout[-1500:]}{answer.stderr[-500:]}")
        return ", ".join(cells), troubles


def found(pattern, text):
    match = re.search(pattern, text, re.MULTILINE)
    return match[1] if match else None


sys.exit(main())
