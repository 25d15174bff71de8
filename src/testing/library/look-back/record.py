#!/usr/bin/env python3
"""Records what pandas' merge_asof answers: `merge_asof.json`, read by merge-asof.db.test.ts.

    <python with pandas> record.py

What merge_asof can express of as_of_join: one clock, a tolerance, exact matches or not, one or two `by` columns, and of
rows of one moment the last (`tie_break='seq'`). It knows no null keys or times. Recorded with pandas 3.1.1.
"""

import json
import random
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
START = pd.Timestamp("2025-03-29T23:00:00Z")
TOLERANCES = {None: None, "1 hour": "1h", "24 hours": "24h", "90 minutes 1 microsecond": "5400000001us"}


def main() -> None:
    rng = random.Random(20250330)
    cases = [case(rng, number) for number in range(48)]
    text = ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases)
    (HERE / "merge_asof.json").write_text(f"[\n{text}\n]\n")


def case(rng: random.Random, number: int) -> dict:
    by = [["a"], ["a", "b"]][number % 2]
    exact = number % 4 < 2
    ttl = rng.choice(list(TOLERANCES))
    asked = sorted((moment(rng), rng.randint(1, 2), rng.choice("xy")) for _ in range(rng.randint(1, 10)))
    told = sorted((moment(rng), rng.randint(1, 2), rng.choice("xy")) for _ in range(rng.randint(0, 20)))
    left = pd.DataFrame(asked, columns=["asked", "a", "b"]).assign(id=range(len(asked)))
    right = pd.DataFrame(told, columns=["happened", "a", "b"]).assign(seq=range(len(told)))
    right = right.astype({"a": "int64", "b": left["b"].dtype, "happened": left["asked"].dtype})
    tolerance = TOLERANCES[ttl]
    joined = pd.merge_asof(
        left,
        right[["happened", "seq", *by]],
        left_on="asked",
        right_on="happened",
        by=by,
        tolerance=None if tolerance is None else pd.Timedelta(tolerance),
        allow_exact_matches=exact,
    )
    return {
        "by": by,
        "exact": exact,
        "ttl": ttl,
        "asked": [[at.isoformat(), a, b] for at, a, b in asked],
        "told": [[at.isoformat(), a, b] for at, a, b in told],
        "answer": [None if pd.isna(seq) else int(seq) for seq in joined.sort_values("id")["seq"]],
    }


def moment(rng: random.Random) -> pd.Timestamp:
    hours = rng.choice([0, 1, 2, 2.5, 3, 24, 26])
    return START + pd.Timedelta(hours=hours) + pd.Timedelta(microseconds=rng.choice([0, 0, 0, 1]))


main()
