"""Records what dbt-core makes of the unit tests in unit-tests/, its models built.

python record-unit-tests.py <dbt> <profiles folder with a profile `ut`> > unit-tests.json
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

dbt, profiles = sys.argv[1:]
escapes = re.compile(r"\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])")

with tempfile.TemporaryDirectory() as folder:
    project = Path(folder) / "ut"
    shutil.copytree(Path(__file__).parent / "unit-tests", project)
    for command in (["build", "--exclude", "test_type:unit"], ["test"]):
        subprocess.run([dbt, "--quiet", *command, "--profiles-dir", profiles, "--project-dir", project], cwd=project, stdout=subprocess.DEVNULL)
    results = json.loads((project / "target" / "run_results.json").read_text())["results"]
    manifest = json.loads((project / "target" / "manifest.json").read_text())

recorded = {}
for result in sorted(results, key=lambda one: one["unique_id"]):
    test = manifest["unit_tests"][result["unique_id"]]
    recorded[result["unique_id"].split(".")[-1]] = {
        "status": result["status"],
        "failures": result["failures"],
        "message": escapes.sub("", result["message"]) if result["status"] == "fail" else None,
        "response": result["adapter_response"],
        "checksum": test["checksum"],
    }
print("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in recorded.items()) + "\n}")
