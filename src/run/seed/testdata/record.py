#!/usr/bin/env python3
"""What dbt makes of a seed's cells: the column's type on Postgres, and each value as psycopg2 would send it.

  record.py    needs a Python with dbt-core and dbt-postgres; writes inferred-types.json beside itself
"""
import csv, io, json, os, tempfile
import agate
from dbt_common.clients import agate_helper
from dbt.adapters.postgres import PostgresAdapter

COLUMNS = [
    ['1', '2', '3'], ['1', '', '3'], ['', ''], ['null', 'NULL'], ['1', 'null'], ['-1', '+2'], ['007', '010'], ['1.0', '2.00'], ['1.5', '2'],
    ['1e3', '2'], ['1E-2'], ['1,000', '2,000'], ['$5', '$10.50'], ['-$3'], ['10%', '20%'], ['1_000'], ['.5'], ['5.'], ['1 000'],
    ['3000000000'], ['12345678901234567890'], ['0.1', '0.20'], ['0x10'], ['1-2'], ['€7'],
    ['2020-01-01', '2021-12-31'], ['2020-1-1'], ['2020-02-30'], ['2020-01-01', ''], ['01/02/2020'], ['2020-01'], ['20200101'],
    ['2020-01-01 10:00:00'], ['2020-01-01 10:00'], ['2020-01-01 10:00:00.5'], ['2020-01-01T10:00:00'], ['2020-01-01T10:00:00Z'],
    ['2020-01-01T10:00:00+02:00'], ['2020-01-01T10:00:00.123456'], ['2020-01-01T10:00'], ['20200101T100000'], ['2020-01-01 10:00:00', '2020-01-01T10:00:00'],
    ['2020-01-01', '2020-01-01 10:00:00'], ['2020-01-01', '2020-01-01T10:00:00'], ['2020-01-01 10:00:00+00'], ['10:00:00'], ['2020-01-01 25:00:00'],
    ['true', 'false'], ['True', 'FALSE'], ['true', ''], ['yes', 'no'], ['t', 'f'], ['1', 'true'], ['0', '1'], ['true', 'maybe'],
    ['a', 'b'], ['a', ''], ['a', 'null'], ['a', ' null '], [' a ', 'b'], [' 1', '2 '], ['1', 'a'], ['None'], ['n/a'], ['na'], ['none', '1'],
    ['{"a": 1}'], ['[1, 2]'], ['a\nb'], ['tab\there'], ['back\\slash'], ['quote " here'], ['2020-01-01', '1'], ['1', '2020-01-01'],
    ['2020-01-01T10:00:00-0500'], ['0'], ['-0'], ['0.0'], ['100.10'], ['1.23456789012345678901'],
]
out = []
for cells in COLUMNS:
    text = io.StringIO()
    csv.writer(text).writerows([['c', 'x']] + [[c, 'x'] for c in cells])
    with tempfile.NamedTemporaryFile('w', suffix='.csv', delete=False, encoding='utf-8') as f:
        f.write(text.getvalue())
    table = agate_helper.from_csv(f.name, text_columns=[])
    os.unlink(f.name)
    kind = PostgresAdapter.convert_agate_type(table, 0)
    out.append({'cells': cells, 'type': kind, 'nulls': [v is None for v in table.columns[0].values()]})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'inferred-types.json'), 'w') as f:
    f.write('[\n' + ',\n'.join(json.dumps(o, ensure_ascii=False) for o in out) + '\n]\n')
