import { compiledPath, type RunEvent, runnableOf, runPath } from '../assay.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Runnable } from '../resources/unit-test.ts'
import type { NodeResult } from '../run/result.ts'
import type { TargetFolder } from './target-folder.ts'

/** `compiled/` and `run/` below the target folder: what each node was compiled to, and what was sent to build it. */
export class SqlFiles {
  readonly #manifest: Manifest
  readonly #target: TargetFolder
  readonly #statements = new Map<string, string[]>()
  readonly #payloads = new Map<UniqueId, string>()
  readonly #written = new Set<UniqueId>()

  constructor(manifest: Manifest, target: TargetFolder) {
    this.#manifest = manifest
    this.#target = target
  }

  /** What a materialization of the project's own wants written in place of all its statements. */
  keep(id: UniqueId, payload: string): void {
    this.#payloads.set(id, payload)
  }

  listen(event: RunEvent): void {
    if (event.kind === 'statement' && event.id !== null && !FRAME.test(event.sql) && !PROBE.test(event.sql)) {
      const key = keyOf(event.id, event.batch)
      const statements = this.#statements.get(key)
      if (statements === undefined) this.#statements.set(key, [event.sql])
      else statements.push(event.sql)
    } else if (event.kind === 'batch-finished') this.#writeBatch(event)
    else if (event.kind === 'node-finished' || event.kind === 'hook-finished') this.#write(event.result)
  }

  /** Of a model that has no result of its own, because it stands inside others. */
  writeCompiled(node: Runnable, code: string): void {
    if (code !== '') this.#target.writeSql(compiledPath(node, this.#target.path), code)
  }

  /** True when the statements of a node lie below `run/`. */
  wasWritten(id: UniqueId): boolean {
    return this.#written.has(id)
  }

  /** Batches have files of their own; the model that they belong to has none. */
  #writeBatch({ id, label, compiledCode }: Extract<RunEvent, { kind: 'batch-finished' }>): void {
    const node = runnableOf(this.#manifest, id)
    const key = keyOf(id, label)
    const sent = this.#payloads.get(id) ?? this.#statements.get(key)?.map(ended).join('\n')
    this.#statements.delete(key)
    this.#payloads.delete(id)
    if (node === undefined) return
    if (compiledCode !== null) this.#target.writeSql(compiledPath(node, this.#target.path, label), compiledCode)
    if (sent !== undefined) this.#target.writeSql(runPath(node, this.#target.path, label), sent)
  }

  #write({ id, compiledCode, batches }: NodeResult): void {
    const node = runnableOf(this.#manifest, id)
    const sent = this.#payloads.get(id) ?? this.#statements.get(id)?.map(ended).join('\n')
    this.#statements.delete(id)
    this.#payloads.delete(id)
    if (node === undefined || batches !== undefined) return
    if (compiledCode !== null) this.writeCompiled(node, compiledCode)
    if (sent === undefined || node.kind === 'operation') return
    this.#target.writeSql(runPath(node, this.#target.path), sent)
    this.#written.add(id)
  }
}

function keyOf(id: UniqueId, batch: string | undefined): string {
  return batch === undefined ? id : `${id} ${batch}`
}

/** Statements that frame others. */
const FRAME = /^\s*(?:begin|commit|rollback)\s*;?\s*$/i

/** Statements that ask which columns a query has (`get_empty_subquery_sql`), maybe with a query comment behind. */
const PROBE = /\bwhere false\s+limit 0\s*(?:\/\*.*\*\/)?\s*;?\s*$/is

function ended(sql: string): string {
  const text = sql.trim()
  return `${text}${text.endsWith(';') ? '' : ';'}\n`
}
