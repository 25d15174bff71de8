"""Records which events dbt-core logs for commands on conformance/everything, and with which fields.

    python src/cli/report/testdata/record-events.py path/to/dbt > src/cli/report/testdata/events.recorded.json

Needs DBT_PROFILES_DIR with a profile `everything` whose database is empty; dbt 1.12.6 with dbt-postgres 1.11.0 was asked.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[4] / "conformance/everything"
COMMANDS = [
    ["build"],
    ["compile"],
    ["show", "--select", "customers"],
    ["source", "freshness"],
    ["docs", "generate"],
    ["run-operation", "say", "--args", "what: hello"],
    ["run-operation", "ask_nowhere"],
    ["ls"],
    ["parse"],
]


def events(command, folder):
    flags = ["--log-format", "json", "--log-level", "debug"]
    places = ["--project-dir", str(PROJECT), "--target-path", f"{folder}/target", "--log-path", f"{folder}/logs"]
    lines = subprocess.run([sys.argv[1], *flags, *command, *places], capture_output=True, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def describe(found):
    """Of each event: how often, its code, its levels, its fields in all their forms, the moments of its nodes."""
    described = {}
    for event in found:
        info, data = event["info"], event["data"]
        one = described.setdefault(
            info["name"], {"count": 0, "code": info["code"], "levels": [], "data": [], "node_status": []}
        )
        one["count"] += 1
        note(one["levels"], info["level"])
        note(one["data"], sorted(data))
        node = data.get("node_info")
        if node:
            note(one["node_status"], node["node_status"])
            one["node_info"] = sorted(node)
    return dict(sorted(described.items()))


def note(known, value):
    if value not in known:
        known.append(value)
        known.sort()


with tempfile.TemporaryDirectory() as folder:
    recorded = {" ".join(command): describe(events(command, folder)) for command in COMMANDS}
rows = {name: ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in told.items()) for name, told in recorded.items()}
print("{\n" + ",\n".join(f" {json.dumps(name)}: {{\n{told}\n }}" for name, told in rows.items()) + "\n}")
