#!/usr/bin/env python3
"""Reads the artifacts of target folders with other people's readers, and prints what each said.

    python conformance/read-artifacts.py target …

Run it where dbt-core is installed (dbt's own classes and JSON schemas are asked) or dbt-artifacts-parser, or both; what
is not installed is said and left out. Exit code 1 when a reader objected, 2 when there was none.
"""

import json
import sys
from pathlib import Path

ARTIFACTS = ("manifest", "run_results", "catalog", "sources")


def dbt_readers():
    import jsonschema
    from dbt.artifacts.schemas.catalog import CatalogArtifact
    from dbt.artifacts.schemas.freshness import FreshnessExecutionResultArtifact
    from dbt.artifacts.schemas.manifest import WritableManifest
    from dbt.artifacts.schemas.run import RunResultsArtifact
    from dbt.contracts.graph.manifest import Manifest

    classes = dict(
        zip(ARTIFACTS, (WritableManifest, RunResultsArtifact, CatalogArtifact, FreshnessExecutionResultArtifact))
    )

    def read(kind: str, path: Path) -> None:
        artifact = classes[kind].read_and_check_versions(str(path))
        if kind == "manifest":
            Manifest.from_writable_manifest(artifact)  # as --state does

    def validate(kind: str, path: Path) -> None:
        validator = jsonschema.Draft202012Validator(classes[kind].json_schema())
        for error in validator.iter_errors(json.loads(path.read_text())):
            raise ValueError(f"{list(error.path)}: {error.message[:300]}")

    return {"dbt": read, "dbt's JSON schema": validate}


def parser_readers():
    from dbt_artifacts_parser import parser

    return {"dbt-artifacts-parser": lambda kind, path: getattr(parser, f"parse_{kind}")(json.loads(path.read_text()))}


def installed():
    readers = {}
    for offer in (dbt_readers, parser_readers):
        try:
            readers.update(offer())
        except ImportError as error:
            print(f"not installed: {error.name}")
    return readers


def main(folders) -> int:
    readers = installed()
    if not readers or not folders:
        return 2
    objections = 0
    for folder in map(Path, folders):
        for kind in ARTIFACTS:
            path = folder / f"{kind}.json"
            if not path.exists():
                continue
            for name, read in readers.items():
                try:
                    read(kind, path)
                    print(f"{path}: {name}: ok")
                except Exception as error:  # readers raise whatever they like
                    objections += 1
                    print(f"{path}: {name}: {type(error).__name__}: {str(error)[:600]}")
    return 1 if objections else 0


sys.exit(main(sys.argv[1:]))
