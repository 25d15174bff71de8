import type { Diagnostic } from '../../base/diagnostic.ts'
import type { RelationName } from '../../resources/relation.ts'
import { type Persistence, patiently } from '../backoff.ts'
import type { Connection } from '../connection.ts'
import { hasCode, SQLSTATE } from '../database-error.ts'
import { keptRetired } from '../errors.ts'
import { type Dependant, dependantsOf, dependantsQuery } from './dependants.ts'
import { dropRetired, leadReaders } from './lead-readers.ts'
import { dropBeside, nameBeside, rename, type StoredKind } from './statements.ts'

interface Aside {
  readonly live: RelationName
  readonly old: string
  readonly kind: StoredKind
  /** The new relation's kind, needed to move it out of the way for a moment. */
  readonly liveKind: StoredKind
  /** `schema.name` of the views of this run that will leave it when their turn comes. */
  readonly waiting: Set<string>
}

/** Relations of this run that stepped aside and are still read by views that the run has yet to rebuild. */
export class Retired {
  #aside: Aside[] = []

  keep(aside: Omit<Aside, 'waiting'>, waiting: readonly Dependant[]): void {
    this.#aside.push({ ...aside, waiting: new Set(waiting.map(keyOf)) })
  }

  get isEmpty(): boolean {
    return this.#aside.length === 0
  }

  /** True while a view still reads a relation that stepped aside. */
  isReadBy({ schema, identifier }: RelationName): boolean {
    const key = keyOf({ schema: schema ?? '', name: identifier ?? '' })
    return this.#aside.some((aside) => aside.waiting.has(key))
  }

  /**
   * A relation was rebuilt and no longer reads what stepped aside: whatever waited for it alone is dropped. What
   * cannot be dropped at once stays until `settle`.
   */
  async release(
    connection: Connection,
    { schema, identifier }: Pick<RelationName, 'schema' | 'identifier'>,
    lockTimeout: number,
  ): Promise<void> {
    const key = keyOf({ schema: schema ?? '', name: identifier ?? '' })
    const free = this.#aside.filter(({ waiting }) => waiting.delete(key) && waiting.size === 0)
    for (const aside of free) {
      const drop = dropBeside(aside.live, aside.kind, aside.old)
      try {
        await connection.conclude(`set local lock_timeout = ${lockTimeout}; ${drop}`)
        this.#aside = this.#aside.filter((other) => other !== aside)
      } catch (error) {
        if (hasCode(error, SQLSTATE.queryCanceled)) throw error
      }
    }
  }

  /**
   * At the end of the run: views that were not rebuilt after all (failed, skipped) are led to the new relations where
   * they fit. Where they do not, the old relation stays for them, and a warning says so.
   */
  async settle(connection: Connection, persistence: Persistence): Promise<readonly Diagnostic[]> {
    const warnings: Diagnostic[] = []
    const left = this.#aside
    this.#aside = []
    for (const aside of left) {
      try {
        await patiently(persistence, () => connection.transaction(() => leadHome(connection, aside)))
      } catch (error) {
        warnings.push(keptRetired(nameBeside(aside.live, aside.old), aside.live, error))
      }
    }
    return warnings
  }
}

/**
 * The views print the old relation's name now. It takes its live name back for the moment in which their definitions
 * are read, so that PostgreSQL itself writes the text that leads them to the new one.
 */
async function leadHome(connection: Connection, { live, old, kind, liveKind }: Aside): Promise<void> {
  const name = live.identifier ?? ''
  const parked = old.replace(/_old$/, '_run') // as long as the other names, and nobody else's
  const results = await connection.execute(
    [
      "set local lock_timeout = '2s'",
      "set local search_path = ''",
      rename(live, liveKind, name, parked),
      rename(live, kind, old, name),
      dependantsQuery(nameBeside(live, name)),
      rename(live, kind, name, old),
      rename(live, liveKind, parked, name),
    ].join(';\n'),
  )
  await leadReaders(connection, live, dependantsOf(results.at(-3)?.rows ?? []), [])
  await dropRetired(connection, live, old, kind)
}

function keyOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`
}
