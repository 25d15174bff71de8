"""Writes down the options of every command of dbt-core: python3 record.py > dbt-options.json

Each option as [spellings, spellings that switch it off, what it takes, the variable that sets it]. Recorded with dbt-core 1.12.6.
"""

import json

import click
from dbt.cli.main import cli


def described(option):
    takes = "nothing" if option.is_flag else sorted(option.type.choices) if isinstance(option.type, click.Choice) else "a value"
    variables = option.envvar if isinstance(option.envvar, list) else [option.envvar]
    return [sorted(option.opts), sorted(option.secondary_opts), takes, variables[-1]]


def options(command):
    # Those only stand for variables that were renamed.
    return [described(one) for one in command.params if isinstance(one, click.Option) and not one.name.startswith("deprecated_") or one.name == "deprecated_include_saved_query"]


def renamed(command):
    return {one.name.removeprefix("deprecated_"): one.envvar[-1] for one in command.params if one.name.startswith("deprecated_")}


def commands(group, before=""):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")
        else:
            yield before + name, command


def lines(of, inner):
    return ",\n".join(f"{inner}{json.dumps(key)}: {value}" for key, value in of.items())


everywhere = options(cli)
own = {name: [one for one in options(command) if one not in everywhere] for name, command in commands(cli)}
listed = lambda found: "[\n" + ",\n".join(f"      {json.dumps(one)}" for one in found) + "\n    ]"
print("{")
print(f'  "renamed": {json.dumps(renamed(cli))},')
print('  "commands": {')
print(lines({name: listed(found) for name, found in {"": everywhere, **own}.items()}, "    "))
print("  }\n}")
