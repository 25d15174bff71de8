"""Asks dbt-core which nodes it selects and writes the answers to selection.json, which selection.test.ts reads.

    python3 record.py /path/to/bin/dbt

The project in ./project is copied twice to a temporary folder: as it is, and with the edits of BEFORE undone, which
gives the previous state. Nothing connects to a database. Recorded with dbt-core 1.12.6 and dbt-postgres 1.11.0.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

# (file, text now, text before)
BEFORE = [
    ("models/staging/stg_orders.sql", "select *, 1 as changed from", "select * from"),
    ("models/staging/_staging.yml", "One row for each customer", "Customers"),
    ("models/staging/_staging.yml", "severity: warn", "severity: error"),
    ("models/staging/_sources.yml", "sessions_v3", "sessions_v2"),
    ("models/staging/_sources.yml", "count: 1, period: day", "count: 2, period: day"),
    ("models/staging/_sources.yml", "tags: [clickstream]", "tags: [clicks]"),
    ("models/int_orders.sql", "'priority': 1", "'priority': 2"),
    ("models/marts/core/_core.yml", "The key, described anew", "The key"),
    ("models/marts/core/_core.yml", "      alias: orders\n", ""),
    ("models/marts/core/_core.yml", "        data_type: numeric(10,2)", "        data_type: numeric(8,2)\n      - name: note\n        data_type: text"),
    ("models/marts/core/_core.yml", "latest_version: 2", "latest_version: 1"),
    ("models/marts/finance/_finance.yml", "Scores customers, described anew", "Scores customers"),
    ("models/marts/finance/fct_margin.sql", "{{ config(schema='secret') }}\n", ""),
    ("dbt_project.yml", "+tags: [reference]", "+tags: [lookup]"),
    ("seeds/country_codes.csv", "fr,France\n", ""),
    ("macros/round_to.sql", "round({{ x }}, 2)", "round({{ x }}, 3)"),
    ("models/marts/web/added.sql", None, None),
]

RESULTS = {
    "model.shop.stg_orders": "success",
    "model.shop.stg_payments": "error",
    "model.shop.int_orders": "skipped",
    "test.shop.not_null_stg_customers_customer_id.e2cfb1f9aa": "pass",
    "test.shop.unique_stg_customers_customer_id.c7614daada": "fail",
}
FRESH_BEFORE = {
    "source.shop.raw.orders": "2024-01-01T00:00:00Z",
    "source.shop.raw.customers": "2024-01-01T00:00:00Z",
    "source.shop.raw.payments": "2024-01-01T00:00:00Z",
    "source.shop.web.sessions": None,
}
FRESH_NOW = {
    "source.shop.raw.orders": "2024-01-02T00:00:00Z",
    "source.shop.raw.customers": "2024-01-01T00:00:00Z",
    "source.shop.raw.payments": None,
    "source.shop.web.sessions": "2024-01-02T00:00:00Z",
    "source.shop.web.events": "2024-01-02T00:00:00Z",
}


def select(*criteria, **more):
    return {"select": list(criteria), **more}


INDIRECT = ["eager", "cautious", "buildable", "empty"]

CASES = [
    {},
    {"exclude": ["tag:nightly"]},
    {"exclude": ["stg_orders+", "source:*"]},
    # names
    *[
        select(value)
        for value in [
            "stg_orders", "shop.staging.stg_orders", "staging.stg_orders", "staging", "shop", "shop.staging", "marts.core",
            "core", "core.dim_customers", "base_orders", "base.base_orders", "staging.base", "snowplow", "snowplow.base",
            "fqn:stg_orders", "fqn:marts", "fqn:*", "*", "stg_*", "*_orders", "stg_?rders", "stg_[cp]*", "[!s]*", "shop.*",
            "*.staging.*", "*.base.*", "shop.staging.stg_*", "staging.*", "marts.*.dim_*", "shop.marts.*_products*", "marts.*",
            "STG_ORDERS", "stg_orders.sql", "stg_orders.s*", "country_codes", "country_codes.csv", "currencies", "lookups",
            "snapshot_orders", "assert_amounts_add_up", "finance.assert_revenue_is_positive", "ad_hoc", "weekly_report",
            "scorer", "blank", "not_null_stg_orders_order_id", "unique_*", "source_*", "hooks", "shop-on-run-start-0",
            "raw", "orders", "wip_model", "wip", "nosuch", "stg-orders", "shop.nosuch.stg_orders", "",
        ]
    ],
    # versions
    *[
        select(value)
        for value in [
            "dim_products", "dim_products.v1", "dim_products_v1", "dim_products.v2", "dim_products_v3", "core.dim_products.v1",
            "core.dim_products_v1", "shop.marts.core.dim_products", "shop.marts.core.dim_products.v1", "dim_products.v9",
            "dim_prod*", "dim_products.*", "*.v1", "v1", "dim_regions.vnorth", "dim_regions_vnorth", "*.vnorth",
            "version:latest", "version:prerelease", "version:old", "version:none", "version:newest",
        ]
    ],
    # files and folders
    *[
        select(value)
        for value in [
            "path:models/staging", "path:models/staging/", "models/staging", "models/staging/stg_orders.sql",
            "path:models/staging/stg_orders.sql", "models/staging/*", "models/*/*.sql", "models/**/*.sql", "models/**",
            "path:models", "path:./models/staging", "path:models/staging/_staging.yml", "models/marts/*/fct_*.sql",
            "path:models/stag", "path:seeds", "path:seeds/lookups/currencies.csv", "path:tests", "path:snapshots",
            "path:analyses", "path:packages/snowplow", "path:models/base", "path:models/s[ts]aging", "path:models/nosuch",
            "path:models/marts/finance/_finance.yml", "path:models/staging/*.yml", "path:MODELS", "path:*",
            "file:stg_orders.sql", "file:stg_orders", "file:stg_*", "file:_staging.yml", "file:*.csv", "file:_*", "stg_orders.SQL",
            "file:nosuch.sql", "file:models/staging/stg_orders.sql",
        ]
    ],
    # properties
    *[
        select(value)
        for value in [
            "tag:nightly", "tag:Nightly", "tag:night*", "tag:[nN]ightly", "tag:clickstream", "tag:web", "tag:slow", "tag:board", "tag:wip",
            "tag:nosuch", "package:shop", "package:snowplow", "package:this", "package:s*", "package:nosuch", "group:finance",
            "group:fin*", "group:nosuch", "access:public", "access:private", "access:protected", "access:secret",
            "resource_type:model", "resource_type:test", "resource_type:seed", "resource_type:snapshot", "resource_type:source",
            "resource_type:exposure", "resource_type:macro", "resource_type:operation", "resource_type:nosuch",
            "source:raw", "source:raw.orders", "source:shop.raw.orders", "source:*.orders", "source:*", "source:snowplow.*.*",
            "source:atomic", "source:raw.nosuch", "source:a.b.c.d", "source:raw+", "source:raw.orders+1",
            "exposure:weekly_report", "exposure:shop.scorer", "exposure:*", "+exposure:weekly_report", "exposure:a.b.c",
            "metric:*", "semantic_model:a.b", "saved_query:x", "unit_test:x",
            "test_type:generic", "test_type:schema", "test_type:singular", "test_type:data", "test_type:unit", "test_type:nosuch",
            "test_name:not_null", "test_name:un*", "test_name:is_positive", "test_name:nosuch",
        ]
    ],
    # config
    *[
        select(value)
        for value in [
            "config.materialized:table", "config.materialized:incremental", "config.materialized:test", "config.materialized:seed",
            "config.materialized:nosuch", "config.unique_key:customer_id", "config.unique_key:order_id", "config.grants.select:analyst",
            "config.meta.owner:core", "config.meta.owner:growth", "config.meta.pii:true", "config.meta.pii:True", "config.meta.pii:false",
            "config.meta.priority:1", "config.meta.teams:b", "config.meta.nosuch:x", "config.enabled:true", "config.contract.enforced:true",
            "config.tags:nightly", "config.severity:warn", "config.severity:WARN", "config.severity:error", "config.schema:secret",
            "config.alias:orders", "config.group:finance", "config.strategy:timestamp", "config.persist_docs.relation:true",
            "config:materialized", "config.materialized:tab*", "config.nosuch:x", "config.access:public", "config.docs.show:true",
        ]
    ],
    # graph operators
    *[
        select(value)
        for value in [
            "+int_orders", "int_orders+", "+int_orders+", "1+int_orders", "2+int_orders", "int_orders+1", "1+int_orders+1", "0+int_orders",
            "int_orders+0", "@stg_payments", "@int_orders", "@source:raw.orders", "@int_orders+", "@+int_orders", "tag:nightly+", "+tag:nightly",
            "+path:models/marts/finance", "stg_*+1", "+", "@", "3+fct_revenue", "++int_orders", "int_orders++", "+snowplow_sessions",
            "unique_stg_customers_customer_id+", "+relationships_stg_orders_customer_id__customer_id__ref_stg_customers_",
            "source:raw+2,tag:nightly",
        ]
    ],
    # sets
    *[
        select(*values)
        for values in [
            ["stg_orders stg_customers"], ["stg_orders", "stg_customers"], ["stg_orders", "nosuch"], ["tag:nightly,config.materialized:table"],
            ["+fct_revenue,stg_orders+"], ["tag:nightly,tag:finance,resource_type:model"], ["stg_orders,stg_customers"], ["stg_orders,"],
            ["path:models/staging,resource_type:model", "country_codes,resource_type:seed"], ["stg_orders,nosuch"],
            ["stg_orders  stg_payments"],
        ]
    ],
    select("path:models/staging", exclude=["stg_orders"]),
    select("+fct_revenue", exclude=["source:*", "test_type:generic"]),
    select("path:models/staging", exclude=["stg_orders,tag:staging", "resource_type:test"]),
    select("stg_orders", exclude=["nosuch"]),
    select("stg_orders", exclude=["*"]),
    select("*", exclude=["resource_type:test resource_type:source"]),
    # kinds
    select("stg_orders+", resource_types=["model"]),
    select("stg_orders", resource_types=["test"]),
    select("*", resource_types=["analysis"]),
    select("+scorer", resource_types=["source", "seed"]),
    {"resource_types": ["snapshot", "exposure"]},
    # tests that come along
    *[
        select(*values, indirect=mode, **more)
        for mode in INDIRECT
        for values, more in [
            (["stg_orders"], {}),
            (["stg_orders stg_customers"], {}),
            (["stg_orders", "stg_payments"], {}),
            (["+stg_orders"], {}),
            (["stg_customers"], {}),
            (["source:raw.customers"], {}),
            (["fct_revenue"], {}),
            (["stg_customers stg_orders"], {"exclude": ["base_orders"]}),
            (["path:models/staging"], {"exclude": ["stg_customers"]}),
            (["stg_orders,tag:staging"], {}),
            (["stg_orders+,stg_customers+"], {}),
            (["test_name:relationships"], {}),
            (["int_orders", "tag:slow"], {}),
            ([], {"exclude": ["stg_payments"]}),
            ([], {"selector": "union_of_two"}),
            ([], {"selector": "cautious_text"}),
            ([], {"selector": "nightly"}),
        ]
    ],
    # selectors.yml
    *[
        {"selector": name}
        for name in [
            "nightly", "as_text", "key_value", "text_with_a_space", "full", "childrens_parents", "depth_zero", "depth_without_parents",
            "empty_union", "intersected", "inherited", "inherited_less", "inherited_with_children", "typed", "typed_boolean", "nested",
            "two_exclusions", "except_a_union", "matches_nothing", "exclude_within_union", "depth_as_text", "unknown_key", "union_in_text",
            "inherited_source_with_children", "nosuch",
        ]
    ],
    *[
        select(value)
        for value in [
            "selector:nightly", "selector:as_text+1", "selector:typed*", "selector:nosuch", "selector:nightly,resource_type:model",
            "+selector:key_value",
        ]
    ],
    select("selector:full", exclude=["selector:key_value"]),
    # previous state
    *[
        select(value, state=True)
        for value in [
            "state:new", "state:old", "state:modified", "state:unmodified", "state:modified.body", "state:modified.configs",
            "state:modified.relation", "state:modified.persisted_descriptions", "state:modified.macros", "state:modified.contract",
            "state:nosuch", "state:modified+1", "result:error", "result:success", "result:skipped", "result:fail", "result:nosuch",
            "result:error+", "source_status:fresher", "source_status:fresher+1", "source_status:stale",
        ]
    ],
    select("state:modified"),
    select("result:error"),
    select("source_status:fresher"),
    # nonsense
    *[select(value) for value in ["nosuch:x", "fqn.x:stg_orders", "tags:nightly", "config.x", "C:/models", ":x", "a:b:c", "tag:a:b", "stg_orders+x", "x+stg_orders"]],
]

# Enough of a config to answer `config.…:`; the rest has its default in the manifest the test builds.
CONFIG_DEFAULTS = {
    "enabled": True,
    "on_schema_change": "ignore",
    "on_configuration_change": "apply",
    "docs": {"show": True, "node_color": None},
    "contract": {"enforced": False, "alias_types": True},
    "latest_version_pointer": {"enabled": None, "alias": None},
    "freshness": {"warn_after": {"count": None, "period": None}, "error_after": {"count": None, "period": None}, "filter": None},
    "snapshot_meta_column_names": {"dbt_valid_to": None, "dbt_valid_from": None, "dbt_scd_id": None, "dbt_updated_at": None, "dbt_is_deleted": None},
    "lookback": 1,
    "fail_calc": "count(*)",
    "warn_if": "!= 0",
    "error_if": "!= 0",
}


def given(value):
    return value is not None and value != [] and value != {}


def lean(fields):
    return {key: value for key, value in fields.items() if given(value)}


def config_of(config):
    return {key: value for key, value in config.items() if given(value) and CONFIG_DEFAULTS.get(key) != value}


def column_of(column):
    return lean({"name": column["name"], "description": column["description"] or None, "data_type": column["data_type"], "constraints": [c["type"] for c in column.get("constraints") or []]})


def facts_of(node):
    test = node.get("test_metadata")
    return lean(
        {
            "id": node["unique_id"],
            "kind": node["resource_type"],
            "name": node["name"],
            "package": node["package_name"],
            "originalPath": node["original_file_path"],
            "patchPath": node.get("patch_path"),
            "fqn": node["fqn"],
            "tags": node.get("tags"),
            "group": node.get("group"),
            "access": node.get("access"),
            "version": node.get("version"),
            "latestVersion": node.get("latest_version"),
            "sourceName": node.get("source_name"),
            "identifier": node.get("identifier"),
            "schema": node.get("schema") if node["resource_type"] == "source" else None,
            "freshness": node.get("freshness") if node["resource_type"] == "source" and node["freshness"] != CONFIG_DEFAULTS["freshness"] else None,
            "loadedAtField": node.get("loaded_at_field"),
            "generic": test and test["name"],
            "reads": (node.get("depends_on") or {}).get("nodes"),
            "macros": (node.get("depends_on") or {}).get("macros"),
            "rawCode": node.get("raw_code") or None,
            "checksum": node["checksum"]["checksum"] if node["resource_type"] == "seed" else None,
            "description": node.get("description") or None,
            "columns": [column_of(column) for column in (node.get("columns") or {}).values()],
            "config": config_of(node["config"]),
            "unrenderedConfig": node.get("unrendered_config"),
            "exposureType": node.get("type") if node["resource_type"] == "exposure" else None,
        }
    )


def manifest_facts(manifest):
    resources = [
        *manifest["nodes"].values(),
        *manifest["sources"].values(),
        *manifest["exposures"].values(),
        *[version for versions in manifest["disabled"].values() for version in versions],
    ]
    macros = {id: macro for id, macro in manifest["macros"].items() if macro["package_name"] in ("shop", "snowplow")}
    return {
        "resources": sorted((facts_of(node) for node in resources), key=lambda fact: fact["id"]),
        "macros": [
            {"id": id, "code": macro["macro_sql"], "calls": [call for call in macro["depends_on"]["macros"] if call in macros]}
            for id, macro in sorted(macros.items())
        ],
    }


def write_project(folder, before):
    shutil.copytree(HERE / "project", folder)
    if not before:
        return
    for name, now, then in BEFORE:
        path = folder / name
        if now is None:
            path.unlink()
            continue
        text = path.read_text()
        assert text.count(now) == 1, (name, now)
        path.write_text(text.replace(now, then))


def freshness(times):
    results = []
    for id, time in times.items():
        if time is None:
            results.append({"unique_id": id, "error": "gone", "status": "runtime error"})
            continue
        criteria = {"warn_after": {"count": 1, "period": "day"}, "error_after": {"count": None, "period": None}, "filter": None}
        common = {"status": "pass", "criteria": criteria, "adapter_response": {}, "timing": [], "thread_id": "t", "execution_time": 0}
        results.append({"unique_id": id, "max_loaded_at": time, "snapshotted_at": time, "max_loaded_at_time_ago_in_s": 0, **common})
    return artifact("sources/v3", results)


def run_results(statuses):
    common = {"timing": [], "thread_id": "t", "execution_time": 0, "adapter_response": {}, "message": None, "failures": None, "compiled": True, "compiled_code": "", "relation_name": None}
    return {**artifact("run-results/v6", [{"unique_id": id, "status": status, **common} for id, status in statuses.items()]), "args": {}}


def artifact(schema, results):
    metadata = {"dbt_schema_version": f"https://schemas.getdbt.com/dbt/{schema}.json", "dbt_version": "1.12.6", "generated_at": "2024-01-01T00:00:00Z", "invocation_id": "x", "env": {}}
    return {"metadata": metadata, "results": results, "elapsed_time": 0}


def arguments(case):
    words = ["ls", "--quiet", "--output", "json", "--output-keys", "unique_id"]
    for flag in ("select", "exclude"):
        if case.get(flag):
            words += [f"--{flag}", *case[flag]]
    if "selector" in case:
        words += ["--selector", case["selector"]]
    if "indirect" in case:
        words += ["--indirect-selection", case["indirect"]]
    for kind in case.get("resource_types", []):
        words += ["--resource-type", kind]
    if case.get("state"):
        words += ["--state", "state"]
    return words


def record():
    from dbt.cli.main import dbtRunner
    from dbt.task.list import ListTask
    from dbt.version import get_installed_version

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root / "before", before=True)
        write_project(root / "now", before=False)
        manifests = {}
        for name in ("before", "now"):
            os.chdir(root / name)
            parsed = dbtRunner().invoke(["parse", "--quiet", "--no-partial-parse", "--profiles-dir", "."])
            assert parsed.success, parsed.exception
            manifests[name] = parsed.result
        state = root / "now/state"
        state.mkdir()
        shutil.copy(root / "before/target/manifest.json", state / "manifest.json")
        (state / "run_results.json").write_text(json.dumps(run_results(RESULTS)))
        (state / "sources.json").write_text(json.dumps(freshness(FRESH_BEFORE)))
        (root / "now/target/sources.json").write_text(json.dumps(freshness(FRESH_NOW)))
        facts = {name: json.loads((root / name / "target/manifest.json").read_text()) for name in manifests}
        for id in RESULTS:
            assert id in facts["now"]["nodes"], id

        answers = []
        for case in CASES:
            unmatched = []

            def listen(event, unmatched=unmatched):
                if event.info.name == "NoNodesForSelectionCriteria":
                    unmatched.append(event.data.spec_raw)

            outcome = dbtRunner(manifest=manifests["now"], callbacks=[listen]).invoke([*arguments(case), "--profiles-dir", "."])
            if outcome.exception is None:
                answer = {"ids": [json.loads(line)["unique_id"] for line in outcome.result], "unmatched": unmatched}
            else:
                answer = {"error": " ".join(str(outcome.exception).split())[:160]}
            answers.append({**case, **answer})

        import yaml

        selectors = yaml.safe_load((HERE / "project/selectors.yml").read_text())["selectors"]
        write(
            {
                "dbt": get_installed_version().to_version_string(skip_matcher=True),
                "defaultKinds": sorted(kind.value for kind in ListTask.DEFAULT_RESOURCE_VALUES),
                "selectors": selectors,
                "results": RESULTS,
                "freshBefore": FRESH_BEFORE,
                "freshNow": FRESH_NOW,
                "now": manifest_facts(facts["now"]),
                "before": manifest_facts(facts["before"]),
                "cases": answers,
            }
        )


def write(recorded):
    """One resource, macro, selector or case a line, so that a change can be read as a diff."""

    def one(value):
        return json.dumps(value, ensure_ascii=False)

    def many(values, indent):
        return "[\n" + ",\n".join(indent + "  " + one(value) for value in values) + "\n" + indent + "]"

    lines = []
    for key, value in recorded.items():
        if key in ("selectors", "cases"):
            lines.append(f'  "{key}": {many(value, "  ")}')
        elif key in ("now", "before"):
            inner = ",\n".join(f'    "{part}": {many(values, "    ")}' for part, values in value.items())
            lines.append(f'  "{key}": {{\n{inner}\n  }}')
        else:
            lines.append(f'  "{key}": {one(value)}')
    (HERE / "selection.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    os.environ.update(DBT_SEND_ANONYMOUS_USAGE_STATS="false", DO_NOT_TRACK="1")
    try:
        import dbt.cli.main  # noqa: F401
    except ImportError:
        dbt = Path(sys.argv[1]).resolve()
        python = dbt.read_text().splitlines()[0].removeprefix("#!")
        os.execv(python, [python, *sys.argv])
    record()
