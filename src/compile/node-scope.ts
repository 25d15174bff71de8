import type { Json, JsonObject } from '../base/json.ts'
import type { AdapterResponse } from '../context/adapter/adapter-response.ts'
import { AgateTable } from '../context/agate/table.ts'
import { toValue } from '../context/json-value.ts'
import type { LibraryMacro } from '../context/macro-library.ts'
import { type RecordKind, RecordValue } from '../context/record-value.ts'
import { type RelationType, RelationValue } from '../context/relation-value.ts'
import type { Scope } from '../context/scope.ts'
import type { StatementResults } from '../context/statement-results.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import { callValue } from '../jinja/values/call.ts'
import { print } from '../jinja/values/print.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { Dict, HostObject, type Kwargs, NO_KWARGS, type Value } from '../jinja/values/value.ts'
import type { QueryResult } from '../resources/query-result.ts'
import { QUOTE_ALL, type RelationName } from '../resources/relation.ts'
import { unknownMacro, wrongCall } from './errors.ts'
import { type MappedText, mapped } from './mapped-text.ts'

/**
 * What `run` may do with templates: call macros by name, so that a project's own `create_table_as` or
 * `postgres__get_merge_sql` is the one that writes the statement, and render texts such as hooks.
 */
export class NodeScope {
  readonly #scope: Scope
  readonly #results: StatementResults

  constructor(scope: Scope, results: StatementResults) {
    this.#scope = scope
    this.#results = results
  }

  /** What a macro answers. */
  async call(name: string, args: readonly Value[] = [], kwargs: Kwargs = NO_KWARGS): Promise<Value> {
    const dot = name.indexOf('.')
    const macro = dot === -1 ? this.#scope.macro(name) : this.#scope.macroIn(name.slice(0, dot), name.slice(dot + 1))
    if (macro === undefined) throw unknownMacro(name, this.#scope.names())
    try {
      return await callValue(macro, args, kwargs)
    } catch (error) {
      // Nothing in a template made this call, which could give it a place.
      throw error instanceof PythonError ? wrongCall(error) : error
    }
  }

  /** The text a macro answers, without white space around it. */
  async text(name: string, ...args: readonly Value[]): Promise<string> {
    return print(await this.call(name, args)).trim()
  }

  /** The text that something callable answers, such as a macro that `adapter` found. */
  async textOf(callee: Value, ...args: readonly Value[]): Promise<string> {
    return print(await callValue(callee, args, NO_KWARGS)).trim()
  }

  /** The macro that `adapter.dispatch` finds, for `textOf`; undefined when there is none. */
  dispatched(name: string, namespace: string | null): Value | undefined {
    const found = this.#scope.dispatch(name, namespace)
    return Array.isArray(found) ? undefined : (found as Value)
  }

  has(name: string): boolean {
    return this.#scope.macro(name) !== undefined
  }

  /** Text that is a template, rendered; `file` is how errors call it. */
  async render(text: string, file: string): Promise<string> {
    return text.includes('{') ? (await renderTemplate(parseTemplate(text, file), this.#scope)).text : text
  }

  /** The same, with where each part of it came from. */
  async renderMapped(source: string, file: string): Promise<MappedText> {
    const whole = { start: 0, end: source.length }
    if (!source.includes('{')) return mapped(source, [{ ...whole, source: whole, exact: true }], file, source)
    const { text, segments } = await renderTemplate(parseTemplate(source, file), this.#scope)
    return mapped(text, segments, file, source)
  }

  /** Runs a Jinja materialization; the relations it says it made. */
  async materialize(macro: LibraryMacro): Promise<readonly PlainRelation[]> {
    const answer = await callValue(this.#scope.bind(macro), [], NO_KWARGS)
    const relations = answer instanceof Dict ? answer.get('relations') : undefined
    return Array.isArray(relations) ? relations.flatMap((r) => (r instanceof RelationValue ? [relationOf(r)] : [])) : []
  }

  /** The rows of the statement `main`, as text, with the names of its columns; null when there was none. */
  mainTable(): MainTable | null {
    const table = this.#results.mainTable
    if (table === null) return null
    const isNumber = (cell: Value): boolean => cell !== null && typeof cell !== 'string' && NUMBER.test(print(cell))
    const numeric = table.names.map((_, column) => table.rows.some((row) => isNumber(row[column] ?? null)))
    return { ...resultTable(table), numeric }
  }

  /** The only row of the table that the statement `main` gave, as text; null when there is not just one. */
  mainRow(): readonly (string | null)[] | null {
    const rows = this.#results.mainTable === null ? [] : resultRows(this.#results.mainTable)
    return rows.length === 1 ? (rows[0] ?? []).map((cell) => cell?.toLowerCase() ?? null) : null
  }

  /** What the statement `main` of a Jinja materialization reported. */
  get response(): AdapterResponse | null {
    return this.#results.main
  }

  /** Gives a name to a value for all templates of this scope. */
  assign(name: string, value: Value): void {
    this.#scope.assign(name, value)
  }

  /** What `adapter.<name>(…)` answers. */
  async adapter(name: string, ...args: readonly Value[]): Promise<Value> {
    const adapter = this.#scope.lookup('adapter')
    const method = adapter instanceof HostObject ? adapter.attribute(name) : undefined
    if (method === undefined) throw unknownMacro(`adapter.${name}`, [])
    return callValue(method, args, NO_KWARGS)
  }
}

/** The result of a statement; `numeric` says of each column whether its texts are numbers. */
export interface MainTable extends Pick<QueryResult, 'rows'> {
  readonly names: readonly string[]
  readonly numeric: readonly boolean[]
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:E[+-]?\d+)?$/i

/** A relation's name and kind, without what templates make of it. */
export interface PlainRelation {
  readonly schema: string | null
  readonly identifier: string | null
  readonly type: RelationType | null
}

/** A relation as macros take it. */
export function relationValue(
  name: Omit<RelationName, 'quoting'> & Partial<Pick<RelationName, 'quoting'>>,
  type: RelationType | null = null,
): RelationValue {
  return RelationValue.from({ quoting: QUOTE_ALL, ...name }, { type })
}

export function relationOf({ parts: { schema, identifier, type } }: RelationValue): PlainRelation {
  return { schema, identifier, type }
}

/** `"database"."schema"."identifier"`, as it stands in SQL. */
export function relationText(relation: RelationValue): string {
  return relation.render()
}

/** Plain data as macros take it. */
export function dataValue(json: Json): Value {
  return toValue(json)
}

const RUN_RESULT: RecordKind = {
  type: 'RunResult',
  inner: {
    node: { type: 'Node', inner: { config: { type: 'NodeConfig', isConfig: true } } },
    timing: { type: 'TimingInfo' },
  },
}

/** The variable `results` of on-run-end: objects whose fields are read like attributes, and that have `to_dict()`. */
export function resultsValue(results: readonly JsonObject[]): Value {
  return results.map((result) => new RecordValue(RUN_RESULT, result))
}

/** A dict of values, for macros that take `arg_dict` and the like. */
export function dictValue(fields: Readonly<Record<string, Value>>): Value {
  return Dict.of(fields)
}

/** The rows of a table, or of a statement's result, as text; empty when it is something else. */
export function resultRows(value: Value): readonly (readonly (string | null)[])[] {
  const table = value instanceof Dict ? value.get('table') : value
  return table instanceof AgateTable
    ? table.rows.map((row) => row.map((cell) => (cell === null ? null : print(cell))))
    : []
}

/** The same with the names of its columns. */
export function resultTable(value: Value): Pick<QueryResult, 'rows'> & { readonly names: readonly string[] } {
  return { names: value instanceof AgateTable ? value.names : [], rows: resultRows(value) }
}

export type { LibraryMacro, RelationType, Value }
