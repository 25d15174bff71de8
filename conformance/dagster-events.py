#!/usr/bin/env python3
"""Has dagster-dbt build a project with an executable, and prints the events it makes of what that logs, in order of their names.

    DBT_PROFILES_DIR=… python conformance/dagster-events.py path/to/executable project

Run it with dbt and with Assay, each in an empty database, and compare the two. Needs dagster-dbt. The project is copied.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import dagster
from dagster_dbt import DbtCliResource, dbt_assets

KINDS = ("ASSET_MATERIALIZATION", "ASSET_CHECK_EVALUATION", "ASSET_OBSERVATION")


def main(executable: str, project: str) -> int:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "project"
        shutil.copytree(project, folder, ignore=shutil.ignore_patterns("target", "logs", ".git"))
        dbt = DbtCliResource(project_dir=str(folder), dbt_executable=str(Path(executable).resolve()))
        dbt.cli(["parse"], target_path=folder / "target").wait()

        @dbt_assets(manifest=folder / "target/manifest.json")
        def everything(context: dagster.AssetExecutionContext, dbt: DbtCliResource):
            yield from dbt.cli(["build"], context=context).stream()

        built = dagster.materialize([everything], resources={"dbt": dbt}, raise_on_error=False)
        told = [describe(event) for event in built.all_events if event.event_type_value in KINDS]
    print("\n".join(sorted(told)), file=sys.stdout)
    print(f"success: {built.success}, {len(told)} events")
    return 0 if told else 1


def describe(event) -> str:
    data = event.event_specific_data
    made = getattr(data, "materialization", None) or data
    name = getattr(data, "check_name", None) or made.asset_key.to_user_string()
    return f"{event.event_type_value} {name} {getattr(data, 'passed', '')} {sorted(made.metadata)}"


sys.exit(main(*sys.argv[1:]))
