#!/usr/bin/env python3
"""Records how dbt-core understands the projects in `agreement/`: `name.project` becomes `name.json`.

    <python of a dbt installation> record.py [name …]

A project is one text: its first line is what it claims, `=== path` begins a file. Without a project file it is called
`shop`. Recorded with dbt-core 1.12.6 and dbt-postgres 1.11.0; `dbt parse` needs no server. Of the manifest, what comes
from the project itself is kept; where there are semantic models, `name.semantic.json` is dbt's semantic manifest.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

os.environ |= {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}

from dbt.cli.main import dbtRunner  # noqa: E402

HERE = Path(__file__).parent / "agreement"
DEFAULTS = {
    "dbt_project.yml": "name: shop\nprofile: shop\n",
    "profiles.yml": (
        "shop: {target: dev, outputs: {dev: {type: postgres, host: localhost, port: 5432, user: shop, password: shop, "
        "dbname: shop, schema: dev, threads: 1}}}\n"
    ),
}
SECTIONS = ("nodes", "sources", "macros", "docs", "exposures", "groups", "disabled", "parent_map", "child_map")
# Recorded where a project has any.
RARE = ("functions", "metrics", "semantic_models", "saved_queries", "group_map")
BUILT_IN = re.compile(r"^(macro|doc)\.(dbt|dbt_postgres)\.")


def main(names: list[str]) -> None:
    for path in sorted(HERE.glob("*.project")):
        if not names or path.stem in names:
            manifest, semantic = parse(files_of(path.read_text()))
            recorded = {section: kept(part) for section, part in manifest.items()}
            if "semantic_models" in recorded:
                path.with_suffix(".semantic.json").write_text(json.dumps(semantic, indent=1, ensure_ascii=False) + "\n")
            path.with_suffix(".json").write_text(lines(recorded) + "\n")


def files_of(text: str) -> dict[str, str]:
    parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)[1:]
    return DEFAULTS | dict(zip(parts[::2], parts[1::2]))


def parse(files: dict[str, str]) -> tuple[dict, dict]:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        where = ["--project-dir", folder, "--profiles-dir", folder]
        result = dbtRunner().invoke(["--quiet", "parse", "--no-partial-parse", *where])
        if not result.success:
            raise SystemExit(f"dbt does not parse it: {result.exception}")
        manifest = json.loads((Path(folder) / "target" / "manifest.json").read_text().replace(folder, "/shop"))
        rare = (section for section in RARE if manifest[section])
        semantic = json.loads((Path(folder) / "target" / "semantic_manifest.json").read_text())
        return {section: manifest[section] for section in (*SECTIONS, *rare)}, semantic


def kept(part: dict) -> dict:
    return {id: resource for id, resource in part.items() if not BUILT_IN.match(id)}


def lines(value, depth: int = 0) -> str:
    """JSON with a line for each resource."""
    if depth == 2 or not value:
        return json.dumps(value, ensure_ascii=False)
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {lines(item, depth + 1)}" for key, item in value.items()) + "\n}"


main(sys.argv[1:])
