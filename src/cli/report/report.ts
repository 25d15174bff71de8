import type { Invocation, Manifest, Project, RunEvent } from '../../assay.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Runnable } from '../../resources/unit-test.ts'
import type { FreshnessResult } from '../../run/freshness.ts'
import type { Flags } from '../options/flags.ts'

/** What a command has to tell, in order. Reports decide how it looks, and whether anybody sees it. */
export type ReportEvent =
  | RunEvent
  | {
      readonly kind: 'command-started'
      readonly line: string
      /** `docs generate` */
      readonly command: string
      readonly version: string
      readonly flags: Flags
    }
  /** What programs are told, and people need not see. */
  | { readonly kind: 'beside'; readonly event: RunEvent }
  | { readonly kind: 'artifact-written'; readonly path: string }
  /** What `run-operation` called went wrong. */
  | { readonly kind: 'operation-failed'; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'project-opened'
      readonly project: Project
      readonly manifest: Manifest
      readonly invocation: Invocation
      /** Where the compiled SQL of a node lies, from the project on; null where it has none or none is written. */
      readonly compiledPath: (node: Runnable) => string | null
    }
  | { readonly kind: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  /** What templates say with log(), print() and warnings. */
  | {
      readonly kind: 'said'
      readonly how: 'log' | 'print' | 'warning'
      readonly message: string
      readonly visible: boolean
      /** The id of the node whose template it was, where it is one's. */
      readonly node?: string
    }
  | { readonly kind: 'freshness-started'; readonly names: ReadonlyMap<string, string> }
  | {
      readonly kind: 'source-started'
      readonly id: UniqueId
      readonly index: number
      readonly total: number
      readonly threadId: string
    }
  | { readonly kind: 'freshness-finished' }
  | {
      readonly kind: 'source-checked'
      readonly result: FreshnessResult
      readonly index: number
      readonly total: number
    }
  /** What long work is at, where somebody watches. */
  | { readonly kind: 'under-way'; readonly text: string }
  /** Something worth a line: a file that was written, what comes next. */
  | { readonly kind: 'remark'; readonly text: string }
  /** What was asked for, on standard output as it is: a list, a table, SQL. */
  | {
      readonly kind: 'answer'
      readonly name: 'list' | 'preview' | 'compiled' | 'text'
      readonly text: string
      /** Stands above the text where there are several answers. */
      readonly title?: string
      readonly data?: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'command-finished'; readonly exitCode: number; readonly seconds: number }

export interface Report {
  tell(event: ReportEvent): void
  /** Leaves the terminal as it was: what comes next is no part of what is under way. */
  pause(): void
  /** Nothing more will come. */
  close(): void
}

/** Several reports as one. */
export function reports(...all: readonly Report[]): Report {
  return {
    tell(event) {
      for (const report of all) report.tell(event)
    },
    pause() {
      for (const report of all) report.pause()
    },
    close() {
      for (const report of all) report.close()
    },
  }
}
