#!/usr/bin/env python3
"""What changed? Asks dbt-core and Assay, after each of many edits to a project, what `state:modified` and its parts select.

    .peers/dbt/bin/python conformance/same-state.py [part of an edit's name]

Needs `npm run build`. The project in testdata/state/project is copied to a temporary folder and parsed by both engines; each edit
of testdata/state/edits.json (file, what stands there, what shall; null deletes the file, "" writes a new one) is made in a copy of
its own. Assay is asked twice: against its own manifest, and against dbt's. No database is connected. What differs is
printed, and the exit code is 1.
"""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MAIN = HERE.parent / "dist/cli/main.js"
SELECTIONS = [
    "state:new",
    "state:modified",
    "state:modified.body",
    "state:modified.configs",
    "state:modified.relation",
    "state:modified.persisted_descriptions",
    "state:modified.macros",
    "state:modified.contract",
]
LIST = ["ls", "--quiet", "--output", "json", "--output-keys", "unique_id"]

os.environ.update({"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DBT_PROFILES_DIR": "."})
from dbt.cli.main import dbtRunner  # noqa: E402 (reads the environment)


def ask_dbt(folder, *words, manifest=None):
    os.chdir(folder)
    with contextlib.redirect_stdout(io.StringIO()):
        return dbtRunner(manifest=manifest).invoke(list(words))


def ask_assay(folder, *words):
    return subprocess.run(["node", MAIN, *words], cwd=folder, capture_output=True, text=True, check=False)


def selected_by_assay(folder, base):
    """By earlier manifest and selection: what Assay selects, or "refused"."""
    states = {state: str(base / state) for state in ("of-assay", "of-dbt")}
    wanted = {"folder": str(folder), "states": states, "selections": SELECTIONS}
    asked = ["node", HERE / "state-selections.mjs", json.dumps(wanted)]
    answer = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def ids(lines):
    return sorted(json.loads(line)["unique_id"] for line in lines if line.startswith("{"))


def edited(folder, edits):
    shutil.copytree(HERE / "testdata/state/project", folder)
    for name, before, after in edits:
        path = folder / name
        if before is None:
            path.unlink()
        elif before == "":
            path.write_text(after)
        else:
            text = path.read_text()
            assert before in text, (name, before)
            path.write_text(text.replace(before, after, 1))


def answers(folder, base):
    """Per selection: what dbt selects, and what Assay does by each manifest; a text where one refuses."""
    parsed = ask_dbt(folder, "parse", "--quiet", "--no-partial-parse", "--target-path", "of-dbt")
    found = selected_by_assay(folder, base)
    for selection in SELECTIONS:
        words = [*LIST, "--select", selection, "--state"]
        told = parsed if not parsed.success else ask_dbt(folder, *words, str(base / "of-dbt"), manifest=parsed.result)
        dbt = ids(told.result) if told.success else "refused"
        yield selection, dbt, {state: selections[selection] for state, selections in found.items()}


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    edits = json.loads((HERE / "testdata/state/edits.json").read_text())
    asked = differ = 0
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        base = root / "before"
        edited(base, [])
        assert ask_dbt(base, "parse", "--quiet", "--target-path", "of-dbt").success
        assert ask_assay(base, "parse", "--target-path", "of-assay").returncode == 0
        for number, (name, changes) in enumerate(edits.items()):
            if wanted not in name:
                continue
            folder = root / f"edit-{number}"
            edited(folder, changes)
            for selection, dbt, ours in answers(folder, base):
                for state, found in ours.items():
                    asked += 1
                    if found == dbt:
                        continue
                    differ += 1
                    print(f"{name}: {selection} against the manifest {state}\n  dbt-core {dbt}\n  Assay    {found}")
            os.chdir(root)
            shutil.rmtree(folder)
    print(f"{asked} selections, {differ} differ")
    sys.exit(1 if differ else 0)


main()
