"""Records which batches dbt-core makes of a model: python record_batches.py > batches.recorded.json (needs dbt-core)."""

import json
import random
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytz
from dbt.artifacts.resources.types import BatchSize
from dbt.contracts.graph.nodes import ModelConfig
from dbt.materializations.incremental.microbatch import MicrobatchBuilder

random.seed(4)
SPAN = {"hour": timedelta(hours=7), "day": timedelta(days=9), "month": timedelta(days=200), "year": timedelta(days=1500)}


def moment(base, span):
    at = base + timedelta(seconds=random.randrange(int(span.total_seconds())))
    kind = random.randrange(4)
    if kind == 0:
        return at.replace(hour=0, minute=0, second=0)
    if kind == 1:
        return at.replace(day=1, hour=0, minute=0, second=0)
    if kind == 2:
        return at.replace(minute=0, second=0)
    return at


def case(size):
    base = datetime(random.choice([1999, 2019, 2020, 2023]), random.randrange(1, 13), random.choice([1, 27, 28]))
    begin, start, end, until = (moment(base, SPAN[size]) for _ in range(4))
    ranged = random.random() < 0.4
    if ranged and start >= end:
        start, end = end, start + timedelta(hours=1)
    lookback = random.randrange(5)
    incremental = random.random() < 0.5
    config = ModelConfig(
        materialized="incremental",
        incremental_strategy="microbatch",
        event_time="at",
        batch_size=BatchSize(size),
        begin=begin,
        lookback=lookback,
    )
    builder = MicrobatchBuilder(
        model=SimpleNamespace(config=config, name="m"),
        is_incremental=incremental,
        event_time_start=start if ranged else None,
        event_time_end=end if ranged else None,
        default_end_time=until.replace(tzinfo=pytz.UTC),
    )
    last = builder.build_end_time()
    batches = builder.build_batches(builder.build_start_time(last), last)
    return {
        "size": size,
        "begin": begin.isoformat(),
        "lookback": lookback,
        "incremental": incremental,
        "range": [start.isoformat(), end.isoformat()] if ranged else None,
        "until": until.isoformat(),
        "batches": [
            [MicrobatchBuilder.batch_id(a, BatchSize(size)), MicrobatchBuilder.format_batch_start(a, BatchSize(size)), str(a), str(b)]
            for a, b in batches
        ],
    }


def cases(size, count):
    while count > 0:
        one = case(size)
        if len(one["batches"]) <= MOST:
            count -= 1
            yield one


MOST = 30
print("[")
print(",\n".join(json.dumps(one) for size in ["hour", "day", "month", "year"] for one in cases(size, 25)))
print("]")
