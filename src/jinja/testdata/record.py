"""Record what Python Jinja2 answers, for the tests to compare with.

    python3 -m venv venv && venv/bin/pip install jinja2==3.1.6
    venv/bin/python record.py *.json

Each file is a list of cases, one object a line. Written by hand are

    template    the source
    context     plain data for it (left out when empty)
    options     of the environment: "keep_trailing_newline" (left out when none)
    ours        a deliberate difference: what we answer instead (same keys as the answer), and "because"

The answer is filled in or replaced, in place:

    output      the text
    error       {"type", "message"}, for what cannot be parsed or compiled also "line"
"""

import copy
import json
import sys

import jinja2

EXTENSIONS = ["jinja2.ext.do", "jinja2.ext.loopcontrols"]


def answer(case):
    try:
        environment = jinja2.Environment(extensions=EXTENSIONS, **case.get("options", {}))
        return {"output": environment.from_string(case["template"]).render(copy.deepcopy(case.get("context", {})))}
    except jinja2.TemplateSyntaxError as error:
        return {"error": {"type": type(error).__name__, "message": error.message, "line": error.lineno}}
    except SyntaxError as error:  # Python's own, about the code that Jinja2 generated: its line means nothing
        return {"error": {"type": "SyntaxError", "message": error.msg}}
    except Exception as error:
        return {"error": {"type": type(error).__name__, "message": str(error)}}


def record(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    lines = []
    for case in cases:
        written = {key: case[key] for key in ("template", "context", "options") if key in case}
        recorded = {**written, **answer(case), **({"ours": case["ours"]} if "ours" in case else {})}
        lines.append(json.dumps(recorded, ensure_ascii=False))
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    if jinja2.__version__ != "3.1.6":
        sys.exit(f"the answers are those of Jinja2 3.1.6, this is {jinja2.__version__}")
    for path in sys.argv[1:]:
        record(path)
