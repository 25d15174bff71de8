/** Texts that templates of nodes were rendered to by an earlier command, and would be rendered to again. */
import type { Database } from '../context/database.ts'
import type { Invocation } from '../context/invocation.ts'
import type { RenderedText } from '../jinja/rendering.ts'
import type { UniqueId } from '../resources/ids.ts'

export interface RenderedBefore {
  /** Null where there is none, or the node may say something else now. */
  textOf(id: UniqueId): RenderedText | null
  /** Null where the text of the node cannot be kept. */
  listen(id: UniqueId): Hearing | null
}

/** Hears what one template asks while it is rendered. */
export interface Hearing {
  /** The same invocation, heard when it is asked for anything that may be another thing next time. */
  of(invocation: Invocation): Invocation
  /** Something was asked, or done, that no text can stand for: a query, the whole graph, a line in the log. */
  heard(): void
  /** The text is kept, unless something was heard. */
  keep(text: RenderedText): void
}

/** The same database, heard when it is asked anything. */
export function heardDatabase(database: Database, { heard }: Hearing): Database {
  const told =
    <Asked extends readonly unknown[], Answer>(method: (...asked: Asked) => Answer) =>
    (...asked: Asked): Answer => {
      heard()
      return method(...asked)
    }
  return {
    execute: told((sql, autoBegin) => database.execute(sql, autoBegin)),
    commit: told(() => database.commit()),
    relations: told((schema) => database.relations(schema)),
    added: told((relation) => database.added(relation)),
    dropped: told((relation) => database.dropped(relation)),
    renamed: told((from, to) => database.renamed(from, to)),
  }
}
