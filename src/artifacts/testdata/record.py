#!/usr/bin/env python3
"""Records dbt's artifacts of a project beside this file.

    PGHOST=… PGPORT=… PGUSER=… PGDATABASE=… record.py <path of dbt> <project>

`shop` is recorded with dbt 1.12, `shop-1.8` with dbt 1.8. The database must be an empty one. What dbt ships with (its
macros and docs blocks) is left out, and paths of this machine are replaced by /shop.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main(dbt: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / name
        shutil.copytree(HERE / name, work)
        environment = {
            **os.environ,
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DO_NOT_TRACK": "1",
            "DBT_ENV_CUSTOM_ENV_team": "data",
        }

        def run(*arguments: str) -> None:
            # Some tests of the project fail on purpose.
            subprocess.run([dbt, "-q", *arguments, "--profiles-dir", "."], cwd=work, env=environment)

        run("build", "--vars", '{start: "2024-01-01"}')
        recorded = {kind: (work / "target" / f"{kind}.json").read_text() for kind in ("manifest", "run_results")}
        run("source", "freshness")
        recorded["sources"] = (work / "target" / "sources.json").read_text()
        run("docs", "generate")
        recorded["catalog"] = (work / "target" / "catalog.json").read_text()
        target = HERE / f"{name}.recorded"
        target.mkdir(exist_ok=True)
        for kind, text in recorded.items():
            value = json.loads(text.replace(str(work), "/shop"))
            (target / f"{kind}.json").write_text(lines(trimmed(value)))


def trimmed(artifact: dict) -> dict:
    for section in ("macros", "docs"):
        if section in artifact:
            artifact[section] = {key: value for key, value in artifact[section].items() if key.split(".")[1] == "shop"}
    return artifact


def lines(value, depth: int = 0) -> str:
    """JSON with a line for each resource."""
    if depth == 2 or not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[\n" + ",\n".join(lines(item, depth + 1) for item in value) + "\n]"
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {lines(item, depth + 1)}" for key, item in value.items()) + "\n}"


main(*sys.argv[1:])
