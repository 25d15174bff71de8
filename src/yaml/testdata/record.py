"""Records how PyYAML, which dbt reads with, answers the texts in pyyaml.json: writes the file back with its answers.

    python record.py        (needs PyYAML 6 with its C loader, as its wheels have)

Values are tagged where JSON cannot hold them: {"int": …}, {"float": …}, {"time": …}, {"map": [[key, value], …]}.
An answer of {"error": true} means that PyYAML refuses the text.
"""

import datetime
import json
import pathlib

import yaml


def tagged(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"time": value.isoformat()}
    if isinstance(value, (list, tuple)):
        return [tagged(item) for item in value]
    if isinstance(value, dict):
        return {"map": [[tagged(key), tagged(item)] for key, item in value.items()]}
    return {"python": type(value).__name__}


def answer(text):
    try:
        return {"yaml": text, "value": tagged(yaml.load(text, Loader=yaml.CSafeLoader))}
    except (yaml.YAMLError, ValueError, RecursionError):
        return {"yaml": text, "error": True}


file = pathlib.Path(__file__).with_name("pyyaml.json")
cases = [answer(case["yaml"]) for case in json.loads(file.read_text())]
file.write_text("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
