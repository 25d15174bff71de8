import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'
import type { Node } from '../resources/node.ts'
import { placeOf } from '../resources/node-place.ts'
import { type RelationName, writeRelation } from '../resources/relation.ts'
import type { Runnable } from '../resources/unit-test.ts'
import type { WarehouseError } from '../warehouse/warehouse.ts'
import { asDatabaseError, SQLSTATE } from './database-error.ts'
import { databaseHint } from './database-hint.ts'

/** A view, materialized view or key that could not be led to the new relation: nothing was published. */
export function brokenDependant(live: RelationName, what: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'publish-breaks-dependant',
    severity: 'error',
    message: `${what} reads ${writeRelation(live)} and does not fit what was built: ${messageOf(cause)}`,
    hint: 'nothing was published; keep the columns it needs, or change or drop it first',
    cause,
  })
}

/** Something else than a view or a key holds the old relation (a function's body, a policy, a partition …). */
export function heldByDependants(live: RelationName, old: string, cause: unknown): AssayError {
  // PostgreSQL names the relation as it is called at that moment, which is not how the user knows it.
  const detail = asDatabaseError(cause)?.detail?.replaceAll(old, live.identifier ?? '')
  return new AssayError({
    code: 'publish-held-by-dependant',
    severity: 'error',
    message: `${writeRelation(live)} cannot be replaced, other objects depend on it${detail ? `: ${detail}` : ''}`,
    hint: 'nothing was published; drop these objects, or re-create them in a post-hook',
    cause,
  })
}

/** A relation that stepped aside and must stay, because a view still reads it and cannot be led away. */
export function keptRetired(kept: string, live: RelationName, cause: unknown): Diagnostic {
  return {
    code: 'retired-relation-kept',
    severity: 'warning',
    message: `${kept} is kept: a view still reads it and does not fit the new ${writeRelation(live)}: ${messageOf(cause)}`,
    hint: 'rebuild or drop that view; the next run then removes the old relation',
    cause,
  }
}

/** Said once, when a run goes through a pooler. */
export function pooledConnection(description: string): Diagnostic {
  return {
    code: 'pooled-connection',
    severity: 'warning',
    message: `a pooler stands before ${description}: role, search_path and settings of the profile may not last from one transaction to the next, nor do the locks that keep two runs of one microbatch model apart`,
    hint: 'connect to the server itself, or let the pooler keep a connection for a whole session',
  }
}

/** A table that was to replace another one lacks batches: readers keep the one before. */
export function batchesKept(node: Node, missing: number): Diagnostic {
  const batches = missing === 1 ? '1 batch' : `${missing} batches`
  return {
    code: 'batches-kept',
    severity: 'warning',
    message: `the new table of '${node.name}' is not shown: ${batches} of it could not be built`,
    hint: 'the batches that were built are kept: retry builds the others and then shows the table; any other run of the model begins anew',
    at: placeOf(node),
  }
}

/** Said while the swap waits for the locks of others. */
export function keptWaiting(live: RelationName, holders: readonly string[]): string {
  const by = holders.length === 0 ? 'by others' : `by ${holders.join('; ')}`
  return `waiting to replace ${writeRelation(live)}, which is held ${by}`
}

/** The swap was kept from its locks until its patience ended. */
export function lockedTooLong(live: RelationName, holders: readonly string[], cause: unknown): AssayError {
  return new AssayError({
    code: 'locked-too-long',
    severity: 'error',
    message: `${writeRelation(live)} could not be replaced, others hold it${holders.length === 0 ? '' : `: ${holders.join('; ')}`}`,
    hint: 'nothing was published; end those sessions, or run again when they are done',
    cause,
  })
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

export function unknownMaterialization(name: string, node: string, more: readonly string[] = []): AssayError {
  const known = ['view', 'table', 'incremental', 'ephemeral', 'materialized_view', ...more]
  return new AssayError({
    code: 'unknown-materialization',
    severity: 'error',
    message: `'${node}' is to be materialized as '${name}', which nobody defines`,
    hint:
      didYouMean(name, known) ??
      `known are ${known.slice(0, -1).join(', ')} and ${known.at(-1)}; or write {% materialization ${name}, default %}`,
  })
}

export function otherLanguages(node: string, materialization: string, languages: readonly string[]): AssayError {
  return new AssayError({
    code: 'other-languages',
    severity: 'error',
    message: `'${node}' is written in SQL, and the materialization '${materialization}' only supports languages ${languages.join(', ')}`,
    hint: "add 'sql' to its supported_languages, or choose another materialization",
  })
}

/** A type of functions that no macro can build. */
export function unbuildableFunction(type: string, macro: string, node: string): AssayError {
  return new AssayError({
    code: 'unbuildable-function',
    severity: 'error',
    message: `no macro named '${macro}' is found within the namespace 'dbt', so the ${type} function '${node}' cannot be built`,
    hint: `PostgreSQL has scalar functions here (type: scalar); for others write a macro default__${macro}(target_relation) that gives the statement`,
  })
}

/** A function that stepped aside and must stay, because something still calls it. */
export function keptFunction(kept: string, live: string, readers: string): Diagnostic {
  return {
    code: 'old-function-kept',
    severity: 'warning',
    message: `${live} was made anew because PostgreSQL cannot replace it as it is now; what depends on it goes on with the old one: ${readers}`,
    hint: `build these again; the next run then removes ${kept}`,
  }
}

/** The view for the latest version would stand where that version itself is built. */
export function pointerAtItself(node: Node, alias: string): AssayError {
  return new AssayError({
    code: 'pointer-at-itself',
    severity: 'error',
    message: `the latest version of '${node.name}' is built as '${alias}' itself, so that no view of that name can point to it`,
    hint: "remove that alias, or say 'latest_version_pointer: {alias: …}' or 'latest_version_pointer: false' in the config",
    at: placeOf(node),
  })
}

export function configurationChanged(node: string): AssayError {
  return new AssayError({
    code: 'configuration-changed',
    severity: 'error',
    message: `the indexes of '${node}' are not what its config says, and on_configuration_change is 'fail'`,
    hint: "set on_configuration_change to 'apply', or run with --full-refresh",
  })
}

export function badTestResult(test: string): AssayError {
  return new AssayError({
    code: 'bad-test-result',
    severity: 'error',
    message: `the test '${test}' must give one row of three columns: failures, should_warn, should_error`,
    hint: 'see the macro get_test_sql, or the materialization test, that the project overrides',
  })
}

/** A unit test whose materialization, the project's own, gave no rows to compare. */
export function badUnitTestResult(test: string): AssayError {
  return new AssayError({
    code: 'bad-unit-test-result',
    severity: 'error',
    message: `the unit test '${test}' gave no rows that say in 'actual_or_expected' which side they are of`,
    hint: "see the materialization unit and the macro get_unit_test_sql, which the project overrides; the statement must be called 'main'",
  })
}

export function emptySeed(file: string): AssayError {
  return new AssayError({
    code: 'empty-seed',
    severity: 'error',
    message: `${file} is empty`,
    hint: 'a seed needs at least a line of column names',
    at: { file, line: 1, column: 1 },
  })
}

export function emptyDelimiter(file: string): AssayError {
  return new AssayError({
    code: 'empty-delimiter',
    severity: 'error',
    message: `the delimiter of ${file} is an empty text`,
    hint: "name the character between its cells in the seed's config: delimiter: ';'",
    at: { file, line: 1, column: 1 },
  })
}

/** A seed's column whose name another one has; dbt gives it the same new one. */
export function repeatedColumn(file: string, name: string, renamed: string): Diagnostic {
  return {
    code: 'repeated-column',
    severity: 'warning',
    message: `${file} has two columns called '${name}'; one becomes '${renamed}'`,
    hint: 'rename one of them',
    at: { file, line: 1, column: 1 },
  }
}

export function raggedRow(file: string, line: number, got: number, wanted: number, source: string): Diagnostic {
  return {
    code: 'ragged-row',
    severity: 'error',
    message: `line ${line} of ${file} has ${got} cells, the header has ${wanted}`,
    hint: 'a cell that contains the delimiter must stand in double quotes',
    at: { file, line, column: 1, source },
  }
}

export function unclosedQuote(at: Location, cause: unknown): AssayError {
  return new AssayError({
    code: 'unreadable-csv',
    severity: 'error',
    message: `a quote opens in line ${at.line} of ${at.file} and nothing closes it`,
    hint: 'close it; a quote that belongs to a value in quotes is written twice',
    at,
    cause,
  })
}

/** A value that the type of its column does not take. */
export function wrongSeedValue(
  file: string,
  line: number,
  column: string,
  type: string,
  error: WarehouseError,
  source: string,
): AssayError {
  return new AssayError({
    code: 'wrong-seed-value',
    severity: 'error',
    message: `line ${line} of ${file}, column '${column}' (${type}): ${error.message}`,
    hint: `mend the value, or give '${column}' another type in column_types`,
    at: { file, line, column: 1, source },
    cause: error,
  })
}

export function shortRows(file: string, lines: readonly number[], source: string): Diagnostic {
  const [first = 1] = lines
  return {
    code: 'short-row',
    severity: 'warning',
    message: `${lines.length === 1 ? `line ${first} of ${file} ends` : `${lines.length} lines of ${file} end`} early; what is missing is null`,
    at: { file, line: first, column: 1, source },
  }
}

export function unreadableCsv(file: string, line: number, why: string, source: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'unreadable-csv',
    severity: 'error',
    message: `${file} cannot be read as csv: ${why}`,
    at: { file, line, column: 1, source },
    cause,
  })
}

export function notUtf8(file: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'not-utf8',
    severity: 'error',
    message: `${file} is not UTF-8`,
    hint: `convert it, for example: iconv -f latin1 -t utf-8 ${file}`,
    at: { file, line: 1, column: 1 },
    cause,
  })
}

export function unknownColumnTypes(
  seed: string,
  file: string,
  names: readonly string[],
  columns: readonly string[],
): Diagnostic {
  return {
    code: 'unknown-column-type',
    severity: 'warning',
    message: `column_types of the seed '${seed}' names ${names.map((n) => `'${n}'`).join(', ')}, which ${file} does not have`,
    hint: `its columns are ${columns.join(', ')}`,
  }
}

/** PostgreSQL's objection, at the place in the user's file that its offset leads to, or where what failed is written. */
export function databaseFailure(error: WarehouseError, at: Location): Diagnostic {
  return { ...objection(error), at }
}

/** A query of a template that PostgreSQL refused; the template's own place is added on the way up. */
export function queryFailed(error: WarehouseError): AssayError {
  return new AssayError(objection(error))
}

function objection(error: WarehouseError): Diagnostic {
  const parts = [error.message, error.detail, error.context].filter((part) => part !== null && part !== '')
  // Of an operator that is missing PostgreSQL says only that casts may help.
  const hint =
    error.code === SQLSTATE.undefinedFunction
      ? (databaseHint(error, null) ?? error.hint ?? undefined)
      : (error.hint ?? databaseHint(error, null))
  return {
    code: 'database',
    severity: 'error',
    message: parts.join('\n'),
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  }
}

/** A node's hook that PostgreSQL refused. `name` is `post-hook 2`. */
export function hookFailed(name: string, node: Node, error: WarehouseError, at: Location | undefined): AssayError {
  const failure = databaseFailure(error, at ?? placeOf(node))
  return new AssayError({ ...failure, code: 'hook', message: `${name}: ${failure.message}` })
}

/** A schema that nodes are to be built in, and that PostgreSQL does not let us make. */
export function schemaNotCreated(
  schema: string,
  node: Runnable,
  error: WarehouseError,
  role: string | null,
): Diagnostic {
  const own = node.kind !== 'unit_test' && node.config.schema !== null
  const who = role ?? 'the role'
  const denied = `"${who.replaceAll('"', '""')}"`
  const hint =
    error.code === SQLSTATE.insufficientPrivilege
      ? `role '${who}' may not create schemas there: let an administrator run create schema "${schema}" authorization ${denied}, or grant create on the database to ${denied}`
      : error.code === SQLSTATE.reservedName
        ? `names that begin with pg_ are the server's own: choose another one ${own ? "in the node's config 'schema'" : 'in the profile'}`
        : `the name comes from ${own ? "the node's config 'schema'" : "the target's 'schema'"} and the macro generate_schema_name`
  return {
    code: 'schema-not-created',
    severity: 'error',
    message: [
      `the schema '${schema}' for ${node.kind} '${node.name}' cannot be created: ${error.message}`,
      error.detail,
    ]
      .filter(Boolean)
      .join('\n'),
    hint: error.hint ?? hint,
    ...(own ? { at: placeOf(node) } : {}),
    cause: error,
  }
}

/** A name that PostgreSQL would cut. */
export function nameTooLong(name: string, at: Location): Diagnostic {
  return {
    code: 'name-too-long',
    severity: 'error',
    message: `the name '${name}' has ${Buffer.byteLength(name)} bytes; PostgreSQL keeps 63`,
    hint: "give it a shorter 'alias' in its config",
    at,
  }
}

/** Compiled SQL in which nothing but comments is left. */
export function noStatement(owner: string, at: Location, cause: WarehouseError): Diagnostic {
  return {
    code: 'no-sql',
    severity: 'error',
    message: `${owner} has no SQL: nothing but comments is left of it`,
    hint: 'write a select, or take the file away; an empty file is never built',
    at,
    cause,
  }
}

export function cancelled(owner: string, cause: unknown): Diagnostic {
  return { code: 'cancelled', severity: 'error', message: `${owner} was cancelled`, cause }
}

export function noLoadedAt(kind: 'source' | 'model', name: string): AssayError {
  return new AssayError({
    code: 'no-loaded-at',
    severity: 'error',
    message: `the ${kind} '${name}' has freshness thresholds, but nothing says when its rows were loaded`,
    hint: `add 'loaded_at_field: <column>' or 'loaded_at_query' to ${kind === 'source' ? 'it' : 'its config, or an event_time'}`,
  })
}

/** `run-operation` was told a macro that is not there. */
export function unknownOperation(name: string, known: Iterable<string>): AssayError {
  const near = didYouMean(name, known)
  return new AssayError({
    code: 'unknown-macro',
    severity: 'error',
    message: `there is no macro '${name}'`,
    hint: near ?? "macros stand in the project's macro folders; those of packages are called package.macro",
  })
}

/** The index for looking back into a relation could not be made; the node is built without it. */
export function indexNotMade(history: RelationName, node: string, cause: unknown): Diagnostic {
  return {
    code: 'look-back-index-not-made',
    severity: 'warning',
    message: `${node} looks back into ${writeRelation(history)} without an index, since none could be made: ${messageOf(cause)}`,
    hint: "let the role of this run own the relation, make the index by hand, or write strategy='carry_forward', which needs none",
    cause,
  }
}

/** The planner has other ideas. */
export function indexNotUsed(history: RelationName, index: string, node: string): Diagnostic {
  return {
    code: 'look-back-index-not-used',
    severity: 'warning',
    message: `${node} looks back into ${writeRelation(history)}, and PostgreSQL does not use the index ${index} for it`,
    hint: "compare the types of both sides' keys and times, look at enable_indexscan and random_page_cost, or write strategy='carry_forward'",
  }
}
