#!/usr/bin/env python3
"""Asks dbt-core which projects of `access.json` it refuses: who may refer to what, groups and their owners.

    <python of a dbt installation> record-access.py

Recorded with dbt-core 1.12.6 and dbt-postgres 1.11.0; `dbt parse` needs no server.
"""

import json
import os
import tempfile
from pathlib import Path

os.environ |= {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}

from dbt.cli.main import dbtRunner  # noqa: E402

CASES = Path(__file__).parent / "access.json"
DEFAULTS = {
    "dbt_project.yml": "name: shop\nprofile: shop\n",
    "profiles.yml": (
        "shop: {target: dev, outputs: {dev: {type: postgres, host: localhost, port: 5432, user: shop, password: shop, "
        "dbname: shop, schema: dev, threads: 1}}}\n"
    ),
}


def refused(files: dict[str, str]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (DEFAULTS | files).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        where = ["--project-dir", folder, "--profiles-dir", folder]
        return not dbtRunner().invoke(["--quiet", "parse", "--no-partial-parse", *where]).success


cases = [{**case, "refused": refused(case["files"])} for case in json.loads(CASES.read_text())]
CASES.write_text("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
