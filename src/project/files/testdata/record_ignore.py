"""Records which of the paths in ignore.json pathspec, which dbt reads .dbtignore with, ignores: writes the file back.

    python record_ignore.py        (needs pathspec 0.12)
"""

import json
import pathlib

import pathspec

file = pathlib.Path(__file__).with_name("ignore.json")
cases = json.loads(file.read_text())
for case in cases:
    spec = pathspec.PathSpec.from_lines(pathspec.patterns.GitWildMatchPattern, case["lines"])
    case["ignored"] = [path for path in case["paths"] if spec.match_file(path)]
file.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
