import { AssayError } from '../base/diagnostic.ts'
import { print, repr } from '../jinja/values/print.ts'
import { type Callable, Dict, type Value } from '../jinja/values/value.ts'
import { missingConfig, raisedByProject } from './errors.ts'
import { type Arguments, hostFunction, type Signature } from './host-function.ts'
import type { Log } from './log.ts'

/** The variable `exceptions`: how a template stops or warns. https://docs.getdbt.com/reference/dbt-jinja-functions/exceptions */
export function exceptionsValue(log: Log): Dict {
  const functions = new Dict()
  functions.set(
    'warn',
    hostFunction('warn', ['msg', 'node?'], (call) => {
      log({ kind: 'warning', message: print(call.value('msg')), visible: true })
      return ''
    }),
  )
  functions.set(
    'warn_snapshot_timestamp_data_types',
    hostFunction('warn_snapshot_timestamp_data_types', ['snapshot_time_data_type', 'updated_at_data_type'], (call) => {
      const types = `${print(call.value('snapshot_time_data_type'))} and updated_at of type ${print(call.value('updated_at_data_type'))}`
      log({
        kind: 'warning',
        message: `snapshot times of type ${types} are compared; the result may surprise`,
        visible: true,
      })
      return ''
    }),
  )
  for (const [name, [signature, body]] of Object.entries(RAISING)) functions.set(name, raising(name, signature, body))
  return functions
}

type Raising = readonly [signature: Signature, error: (call: Arguments) => AssayError]

function raising(name: string, signature: Signature, error: (call: Arguments) => AssayError): Callable {
  return hostFunction(name, signature, (call) => {
    throw error(call)
  })
}

const said = (call: Arguments): AssayError => raisedByProject(print(call.value('msg')))
const described = (...parts: readonly Value[]): AssayError => raisedByProject(parts.map(print).join(' '))

const RAISING: Readonly<Record<string, Raising>> = {
  raise_compiler_error: [['msg', 'node?'], said],
  raise_database_error: [
    ['msg', 'node?'],
    (call) => new AssayError({ code: 'database', severity: 'error', message: print(call.value('msg')) }),
  ],
  raise_dependency_error: [['msg'], said],
  raise_not_implemented: [['msg'], said],
  raise_fail_fast_error: [['msg', 'node?'], said],
  raise_cache_inconsistent: [['message'], (call) => described(call.value('message'))],
  raise_dataclass_not_dict: [['obj'], (call) => described('expected a dict, got', repr(call.value('obj')))],
  raise_dep_not_found: [
    ['node', 'node_description', 'required_pkg'],
    (call) => described(call.value('node_description'), 'needs the package', call.value('required_pkg')),
  ],
  raise_duplicate_patch_name: [
    ['patch_1', 'existing_patch_path'],
    (call) => described('described twice, also in', call.value('existing_patch_path')),
  ],
  raise_duplicate_resource_name: [
    ['node_1', 'node_2'],
    (call) => described('two resources share a name:', call.value('node_1'), call.value('node_2')),
  ],
  raise_ambiguous_alias: [
    ['node_1', 'node_2', 'duped_name?'],
    (call) => described('two resources would be built as', call.value('duped_name')),
  ],
  raise_ambiguous_catalog_match: [
    ['unique_id', 'match_1', 'match_2'],
    (call) => described('more than one relation matches', call.value('unique_id')),
  ],
  raise_invalid_property_yml_version: [['path', 'issue'], (call) => described(call.value('path'), call.value('issue'))],
  raise_contract_error: [['yaml_columns', 'sql_columns'], contractError],
  missing_config: [['model', 'name'], (call) => missingConfig(print(call.value('name')), 'the model')],
  missing_materialization: [
    ['model', 'adapter_type'],
    () => raisedByProject('no materialization of that name exists for Postgres'),
  ],
  missing_relation: [
    ['relation', 'model?'],
    (call) => described('the relation', call.value('relation'), 'does not exist'),
  ],
  relation_wrong_type: [
    ['relation', 'expected_type', 'model?'],
    (call) => described(call.value('relation'), 'is not a', call.value('expected_type'), '- move or drop it first'),
  ],
  column_type_missing: [
    ['column_names'],
    (call) => described('the contract needs a data_type for', repr(call.value('column_names'))),
  ],
}

/** Both sides of a broken contract, column by column. */
function contractError(call: Arguments): AssayError {
  const declared = columnTypes(call.value('yaml_columns'))
  const actual = columnTypes(call.value('sql_columns'))
  const names = [...new Set([...declared.keys(), ...actual.keys()])].sort()
  const lines = names
    .filter((name) => declared.get(name) !== actual.get(name))
    .map((name) => {
      const [wanted, built] = [declared.get(name), actual.get(name)]
      if (wanted === undefined) return `${name}: built ${built}, missing in contract`
      if (built === undefined) return `${name}: declared ${wanted}, missing in definition`
      return `${name}: declared ${wanted}, built ${built}, data type mismatch`
    })
  return new AssayError({
    code: 'contract-broken',
    severity: 'error',
    message: `the model's columns are not what its contract says: ${lines.length === 0 ? 'the properties declare none' : lines.join('; ')}`,
    hint: 'change the query, or the columns in the properties',
  })
}

function columnTypes(columns: Value): ReadonlyMap<string, string> {
  const types = new Map<string, string>()
  for (const column of Array.isArray(columns) ? columns : []) {
    if (column instanceof Dict)
      types.set(print(column.get('name') ?? ''), print(column.get('data_type') ?? column.get('formatted') ?? ''))
  }
  return types
}
