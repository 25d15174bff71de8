"""Records how dbt renders Jinja in YAML: writes rendered-values.json and rendered-keys.json beside this file.

    python record_yaml_rendering.py        (needs dbt-core 1.12)
"""

import itertools
import json
import pathlib
import random

from dbt.config.renderer import DbtProjectYamlRenderer
from dbt.parser.schema_renderer import SchemaYamlRenderer
from dbt_common.clients.jinja import get_template, render_template

HERE = pathlib.Path(__file__).parent
CONTEXT = {"t": True, "n": 4, "f": 2.0, "s": "abc", "l": ["a", 1], "d": {"a": 1}, "st": "True", "no": None, "num": "12"}


def tagged(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, (list, tuple)):
        return [tagged(item) for item in value]
    if isinstance(value, dict):
        return {"map": [[key, tagged(item)] for key, item in value.items()]}
    return {"python": type(value).__name__}


def answer(text):
    try:
        template = get_template(text, CONTEXT, None, native=True)
        return {"text": text, "value": tagged(render_template(template, CONTEXT, None))}
    except Exception:
        return {"text": text, "error": True}


values = HERE / "rendered-values.json"
cases = [answer(case["text"]) for case in json.loads(values.read_text())]
values.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")

STEPS = [
    "description", "tests", "data_tests", "config", "meta", "columns", "tables", "versions", "arguments", "filter",
    "query_params", "where", "metrics", "dimensions", "entities", "derived_semantics", "loaded_at_query", "pre_hook",
    "name", 0,
]
LISTS = ["models", "seeds", "sources", "macros", "metrics", "saved_queries", "exposures"]
PROJECT = ["name", "vars", "models", "seeds", "snapshots", "data_tests", "tests", "sources", "on-run-start", "on-run-end", "query-comment"]
PROJECT_STEPS = ["shop", "+pre-hook", "post-hook", "pre_hook", "+ post_hook", "+materialized", 0]


def sample(renders):
    """All short paths, and 200 of the longer ones: which are rendered, and which are not."""
    short = [path for n in (1, 2) for path in itertools.product(STEPS, repeat=n) if plausible(path)]
    long = [path for n in (3, 4, 5) for path in itertools.product(STEPS, repeat=n) if plausible(path)]
    paths = short + random.Random(7).sample(long, 200)
    return {
        "rendered": [list(path) for path in paths if renders(path)],
        "skipped": [list(path) for path in paths if not renders(path)],
    }


def plausible(path):
    """Indexes stand behind keys that hold lists; every key once: enough to tell the rules apart, and few enough."""
    lists = {"columns", "tables", "versions", "arguments", "metrics", "dimensions", "entities", "tests", "data_tests", "filter", "where"}
    for before, step in zip((None, *path), path):
        if (step == 0) != (before in lists) and not (before == "filter" or before == "where" or before == "metrics"):
            return False
    keys = [step for step in path if step != 0]
    return len(set(keys)) == len(keys)


keys = {"lists": {name: sample(SchemaYamlRenderer({}, name).should_render_keypath) for name in LISTS}}
renderer = DbtProjectYamlRenderer.__new__(DbtProjectYamlRenderer)
project = [
    [first, *rest]
    for first in PROJECT
    for n in range(0, 3)
    for rest in itertools.product(PROJECT_STEPS, repeat=n)
]
keys["project"] = {
    "paths": project,
    "skipped": [path for path in project if not DbtProjectYamlRenderer.should_render_keypath(renderer, tuple(path))],
}
(HERE / "rendered-keys.json").write_text(json.dumps(keys) + "\n")
