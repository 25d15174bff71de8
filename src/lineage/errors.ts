/** Why nothing, or not all, is known of a column. Reasons are no failures: the rest of the lineage stands. */
export interface Unresolved {
  readonly code: UnresolvedCode
  readonly message: string
}

export type UnresolvedCode =
  | 'not-compiled'
  | 'not-parsed'
  | 'not-a-query'
  | 'not-in-query'
  | 'unknown-relation'
  | 'unknown-column'
  | 'ambiguous-column'
  | 'unknown-columns'
  | 'not-understood'

export function notCompiled(name: string): Unresolved {
  return { code: 'not-compiled', message: `the SQL of ${name} is not compiled` }
}

/** `problem` in the words of PostgreSQL's parser. */
export function notParsed(problem: string, line: number | null): Unresolved {
  const where = line === null ? '' : ` in line ${line} of the compiled SQL`
  return { code: 'not-parsed', message: `PostgreSQL's parser refuses the SQL: ${problem}${where}` }
}

export function notAQuery(what: string): Unresolved {
  return { code: 'not-a-query', message: `the SQL is ${what}, not one select` }
}

export function notInQuery(column: string): Unresolved {
  return {
    code: 'not-in-query',
    message: `the relation has a column ${column} that its query does not give: it was made by an earlier one, or beside it`,
  }
}

export function unknownRelation(column: string, relations: readonly string[]): Unresolved {
  return {
    code: 'unknown-relation',
    message: `${column} may come from ${relations.join(' or ')}, whose columns are not in the catalog`,
  }
}

export function unknownColumn(written: string): Unresolved {
  return { code: 'unknown-column', message: `nothing the query reads has a column ${written}` }
}

export function ambiguousColumn(name: string): Unresolved {
  return { code: 'ambiguous-column', message: `${name} is a column of several relations that the query reads` }
}

/** Where places or names of columns are needed, and nobody has looked: `*`, `natural join`, `t(a, b)`. */
export function unknownColumns(what: string): Unresolved {
  return { code: 'unknown-columns', message: `the columns of ${what} are not known` }
}

export function notUnderstood(what: string): Unresolved {
  return { code: 'not-understood', message: `${what} is not followed` }
}
