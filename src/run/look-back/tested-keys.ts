import type { DataTest } from '../../resources/node.ts'

/** What the data tests of a relation say of its rows. */
export interface TestedKeys {
  /** Sets of columns that no two rows share, unless one of them is null. */
  readonly unique: readonly (readonly string[])[]
  /** Sets of columns that no two rows share, nulls being equal. */
  readonly uniqueWithNulls: readonly (readonly string[])[]
  readonly notNull: ReadonlySet<string>
}

/** Tests that only warn, or look at some of the rows, prove nothing of the others. */
export function testedKeys(tests: readonly DataTest[]): TestedKeys {
  const proofs = tests.flatMap(({ generic, config }) =>
    generic === null || config.where !== null || config.severity.toLowerCase() !== 'error' || config.error_if !== '!= 0'
      ? []
      : [generic],
  )
  const columnsOf = (...names: readonly string[]): readonly string[][] =>
    proofs
      .filter(({ name }) => names.includes(name))
      .map(({ kwargs }) => kwargs.columns ?? kwargs.combination_of_columns ?? [kwargs.column_name])
      .flatMap((columns) => (Array.isArray(columns) && columns.length > 0 ? [columns.map(String)] : []))
  return {
    unique: columnsOf('unique'),
    uniqueWithNulls: columnsOf('unique_combination', 'unique_combination_of_columns'),
    notNull: new Set(columnsOf('not_null').flat()),
  }
}
