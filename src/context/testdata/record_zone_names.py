"""Writes ../modules/pytz/zone-names.ts from pytz: what each zone calls its offsets.

    python record_zone_names.py        (needs pytz, as dbt-core 1.12 installs it)
"""

import datetime
import pathlib

import pytz

EPOCH = datetime.datetime(1970, 1, 1)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number):
    if number < 0:
        return "-" + base36(-number)
    return (base36(number // 36) if number >= 36 else "") + DIGITS[number % 36]


def minutes(delta):
    return int(delta.total_seconds()) // 60


def names_of(zone):
    if not hasattr(zone, "_transition_info"):
        offset = zone.utcoffset(EPOCH)
        return [f"= {minutes(offset)} 0 {zone.tzname(EPOCH)}"]
    known, names = {}, []
    for moment, (offset, dst, name) in zip(zone._utc_transition_times, zone._transition_info):
        if known.get(offset) != (dst, name):
            known[offset] = (dst, name)
            since = "" if moment.year == 1 else base36(minutes(moment - EPOCH))
            names.append(f"{since} {minutes(offset)} {minutes(dst)} {name}")
    return names


lines = {}
for name in pytz.all_timezones:
    marked = ("*" if name in pytz.common_timezones_set else "") + name
    lines.setdefault(";".join(names_of(pytz.timezone(name))), []).append(marked)

target = pathlib.Path(__file__).parent.parent / "modules" / "pytz" / "zone-names.ts"
target.write_text(
    "// Written by testdata/record_zone_names.py. One line for each set of zones with the same history, hence its length.\n\n"
    "/**\n"
    f" * What pytz {pytz.__version__} calls the offsets of its zones. A line is `zones|names`; zones are marked with `*` where\n"
    " * common; a name is `since offset dst abbreviation`, in minutes, `since` in base 36 from 1970 and empty for always:\n"
    " * from then on the offset has that name. `=` instead of it marks a zone that has only one.\n"
    " */\n"
    "export const ZONE_NAMES = `\\\n"
    + "\n".join(",".join(zones) + "|" + names for names, zones in lines.items())
    + "\n`\n"
)
