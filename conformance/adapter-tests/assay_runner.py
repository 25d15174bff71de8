"""Answers dbtRunner.invoke with Assay's command line: one process a call, its answer rebuilt from the artifacts it wrote."""

import datetime
import importlib
import json
import os
import re
import shlex
import subprocess
import types
from pathlib import Path

import agate
import yaml
from dbt.adapters.factory import FACTORY
from dbt.artifacts.schemas.batch_results import BatchResults
from dbt.artifacts.schemas.catalog import CatalogArtifact
from dbt.artifacts.schemas.manifest import WritableManifest
from dbt.artifacts.schemas.results import RunStatus, TestStatus, TimingInfo
from dbt.artifacts.schemas.run import RunExecutionResult, RunResult
from dbt.cli.main import dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.functions import get_capture_stream

from error_classes import raised_for

VERBS = (
    "build clean clone compile debug deps docs init list ls parse retry run run-operation seed show snapshot source test"
).split()
SECONDS_FOR_ONE_COMMAND = 180


def invoke(runner, args, **options):
    """What stands in for dbtRunner.invoke."""
    words = [str(word) for word in args]
    for name, value in options.items():
        words += as_option(name, value)
    verb = next((word for word in words if word in VERBS), "")
    project = Path(value_of(words, "--project-dir") or os.environ.get("DBT_PROJECT_DIR") or os.getcwd())
    target = project / (value_of(words, "--target-path") or os.environ.get("DBT_TARGET_PATH") or target_path_of(project))
    log = Path(value_of(words, "--log-path") or os.environ.get("DBT_LOG_PATH") or project / "logs") / "dbt.log"
    log_length = log.stat().st_size if log.exists() else 0
    before = stamps(target)

    done = subprocess.run(
        shlex.split(os.environ["ASSAY_COMMAND"]) + words,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=SECONDS_FOR_ONE_COMMAND,
    )
    print(done.stdout, done.stderr, f"(exit code {done.returncode})", sep="\n")
    stream = get_capture_stream()
    if stream is not None:
        stream.write(done.stdout + done.stderr)
    events = read_events(log, log_length)
    for callback in runner.callbacks:
        for event in events:
            callback(as_message(event))

    # A command of dbt's closes what the tests' own adapter had open, and leaves it a connection of that name.
    for adapter in FACTORY.adapters.values():
        adapter.cleanup_connections()
        adapter.acquire_connection("master")
    fresh = {name for name, stamp in stamps(target).items() if before.get(name) != stamp}
    success = done.returncode == 0
    if done.returncode not in (0, 1):
        errors = [event["data"] for event in events if event["info"]["level"] == "error" and "code" in event["data"]]
        return dbtRunnerResult(success=False, exception=raised_for(errors[0] if errors else as_printed(done.stderr + done.stdout)))
    return dbtRunnerResult(success=success, result=answer(verb, words, done.stdout, success, target, fresh, events))


def as_printed(text):
    """The first error of what was printed, where there is no event for it: there is no log file yet, or a hook failed."""
    found = re.search(r"error\[([a-z-]+)\] (.*)", text, re.DOTALL)
    return {"code": found[1], "message": found[2]} if found else {"code": "", "message": text}


def as_option(name, value):
    flag = name.replace("_", "-")
    if value is True or value is False:
        return [f"--{flag}" if value else f"--no-{flag}"]
    if isinstance(value, (list, tuple)):
        return [f"--{flag}", *map(str, value)]
    return [f"--{flag}", json.dumps(value) if isinstance(value, dict) else str(value)]


def value_of(words, option):
    for at, word in enumerate(words):
        if word == option and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(option + "="):
            return word[len(option) + 1 :]
    return None


def target_path_of(project):
    """The folder that the project file names, where no option does."""
    file = project / "dbt_project.yml"
    written = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None
    return (written.get("target-path") if isinstance(written, dict) else None) or "target"


def environment():
    """The test's own, with a log file that can be read back, and its clock where the test has set that."""
    env = {"DBT_LOG_FORMAT_FILE": "json", "DBT_LOG_LEVEL_FILE": "debug", **os.environ}
    now = frozen_now()
    library = os.environ.get("ASSAY_FAKETIME")
    if now is not None and library:
        env.update(LD_PRELOAD=library, FAKETIME=now.strftime("@%Y-%m-%d %H:%M:%S"), TZ="UTC", FAKETIME_DONT_RESET="1")
    return env


def frozen_now():
    from dbt.materializations.incremental.microbatch import MicrobatchBuilder

    patched = getattr(MicrobatchBuilder.build_end_time, "return_value", None)
    if isinstance(patched, datetime.datetime):
        return patched
    if datetime.datetime.__name__ == "FakeDatetime":
        return datetime.datetime.now(datetime.timezone.utc)
    return None


def stamps(target):
    names = ("manifest.json", "run_results.json", "catalog.json", "sources.json")
    return {name: (target / name).stat().st_mtime_ns for name in names if (target / name).exists()}


def read_events(log, start):
    if not log.exists():
        return []
    with open(log, encoding="utf-8") as file:
        file.seek(start if start <= log.stat().st_size else 0)
        lines = [line for line in file if line.startswith("{")]
    return [json.loads(line) for line in lines]


EVENT_MODULES = ("dbt.events.core_types_pb2", "dbt.events.types", "dbt.adapters.events.types", "dbt_common.events.types")


def as_message(event):
    """An event as the callbacks of dbt get it: its protobuf message, or an object with the same fields."""
    name = event["info"]["name"]
    for module in EVENT_MODULES:
        try:
            known = getattr(importlib.import_module(module), name, None)
        except ImportError:
            continue
        if known is None or not hasattr(known, "PROTO_TYPES_MODULE"):
            continue
        from google.protobuf.json_format import ParseDict

        message = getattr(known.PROTO_TYPES_MODULE, f"{name}Msg")()
        try:
            return ParseDict(event, message, ignore_unknown_fields=True)
        except Exception:
            break
    return as_object(event)


def as_object(value):
    if isinstance(value, dict):
        return types.SimpleNamespace(**{key: as_object(each) for key, each in value.items()})
    return [as_object(each) for each in value] if isinstance(value, list) else value


def answer(verb, words, stdout, success, target, fresh, events):
    if verb == "debug":
        return success
    if verb in ("ls", "list"):
        return [line for line in stdout.splitlines() if line]
    if verb in ("deps", "clean", "init"):
        return None
    if verb == "parse":
        return read_manifest(target)
    if verb == "docs" and "catalog.json" in fresh:
        return CatalogArtifact.read_and_check_versions(str(target / "catalog.json"))
    if verb == "source":
        written = value_of(words, "-o") or value_of(words, "--output")
        return freshness(Path(written) if written else target / "sources.json", target)
    if verb == "show" or (verb == "compile" and "run_results.json" not in fresh):
        return from_events(words, target, events)
    if "run_results.json" in fresh:
        return run_results(target)
    return None


def read_manifest(target):
    return Manifest.from_writable_manifest(WritableManifest.read_and_check_versions(str(target / "manifest.json")))


def nodes_of(target):
    manifest = read_manifest(target)
    found = {}
    for part in ("nodes", "sources", "exposures", "unit_tests", "saved_queries", "functions", "metrics"):
        found.update(getattr(manifest, part, None) or {})
    return found


def run_results(target):
    with open(target / "run_results.json", encoding="utf-8") as file:
        written = json.load(file)
    nodes = nodes_of(target)
    results = [run_result(one, nodes.get(one["unique_id"])) for one in written["results"]]
    return executed(results, written["elapsed_time"], written.get("args", {}))


def executed(results, seconds, args):
    now = datetime.datetime.now(datetime.timezone.utc)
    return RunExecutionResult(results=results, elapsed_time=seconds, generated_at=now, args=args)


def run_result(one, node):
    if node is None:
        node = types.SimpleNamespace(unique_id=one["unique_id"], name=one["unique_id"].split(".")[2])
    elif one.get("compiled_code") is not None:
        node.compiled_code = one["compiled_code"]
        node.compiled = True
    kind = one["unique_id"].split(".")[0]
    status = TestStatus if kind in ("test", "unit_test") and one["status"] in list(TestStatus) else RunStatus
    result = RunResult(
        status=status(one["status"]),
        timing=[TimingInfo.from_dict(each) for each in one["timing"]],
        thread_id=one["thread_id"],
        execution_time=one["execution_time"],
        adapter_response=one["adapter_response"],
        message=one["message"],
        failures=one["failures"],
        node=node,
    )
    if one.get("batch_results"):
        result.batch_results = BatchResults.from_dict(one["batch_results"])
    return result


def from_events(words, target, events):
    """What `show` and `compile --inline` answer leaves no artifact: it is in their events."""
    nodes = nodes_of(target) if (target / "manifest.json").exists() else {}
    sent = ""
    results = []
    for event in events:
        name, data = event["info"]["name"], event["data"]
        if name == "SQLQuery":
            sent = data["sql"]
        if name not in ("ShowNode", "CompiledNode"):
            continue
        node = nodes.get(data.get("unique_id")) or types.SimpleNamespace(
            name=data.get("node_name", "inline_query"), unique_id=data.get("unique_id"), resource_type="sql_operation"
        )
        node.compiled_code = data.get("compiled") or sent
        result = RunResult.from_node(node, RunStatus.Success, "")
        rows = data.get("preview")
        if rows is not None:
            result.agate_table = agate.Table.from_object(json.loads(rows))
        results.append(result)
    return executed(results, 0.0, {"limit": int(value_of(words, "--limit") or 5)})


def freshness(path, target):
    if not path.exists():
        return None
    with open(path, encoding="utf-8") as file:
        written = json.load(file)
    nodes = nodes_of(target)
    results = [types.SimpleNamespace(**one, node=nodes.get(one["unique_id"])) for one in written["results"]]
    return FreshnessResults(results, written["elapsed_time"])


class FreshnessResults:
    def __init__(self, results, elapsed_time):
        self.results, self.elapsed_time = results, elapsed_time

    def __iter__(self):
        return iter(self.results)

    def __len__(self):
        return len(self.results)

    def __getitem__(self, at):
        return self.results[at]
