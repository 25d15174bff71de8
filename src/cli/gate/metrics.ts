import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  createCompiler,
  type GatePlan,
  metricsOfFile,
  metricsOfRows,
  queryTemplate,
  type Warehouse,
} from '../../assay.ts'
import { diagnosticsOf } from '../../base/diagnostic.ts'
import type { MetricEvidence } from '../../gate/evidence.ts'
import type { MetricSource } from '../../gate/metrics/exposure-gates.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Call } from '../command.ts'
import { deferralOf } from '../deferral.ts'
import type { OpenProject } from '../open-project.ts'

/** More rows than this are no metrics of one model. */
const MOST_ROWS = 1000

type Relation = Extract<MetricSource, { kind: 'relation' }>

/** The metrics of exposures; those in relations only where there is a warehouse to ask. */
export async function readMetrics(
  call: Call,
  open: OpenProject,
  { exposures }: GatePlan,
  warehouse: Warehouse | null,
): Promise<ReadonlyMap<UniqueId, MetricEvidence>> {
  const found = new Map<UniqueId, MetricEvidence>()
  for (const { exposure, from } of exposures) {
    if (from.kind === 'file') found.set(exposure.id, await inFile(from.file, open))
    else if (warehouse !== null) found.set(exposure.id, await inRelation(from, call, open, warehouse))
  }
  return found
}

async function inFile(file: string, { project }: OpenProject): Promise<MetricEvidence> {
  let text: string
  try {
    text = readFileSync(resolve(project.root, file), 'utf8')
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return { kind: 'unread', message: isMissing ? 'there is no such file' : 'the file cannot be read', from: file }
  }
  return metricsOfFile(file, text)
}

async function inRelation(
  { relation, where, metric, value }: Relation,
  call: Call,
  open: OpenProject,
  warehouse: Warehouse,
): Promise<MetricEvidence> {
  const { terminal, report } = call
  const filter = where === null ? '' : ` where ${where}`
  try {
    const rows = await queryTemplate(`select * from {{ ${relation} }}${filter} limit ${MOST_ROWS}`, relation, {
      compiler: createCompiler(open.project, open.manifest, open.invocation, {
        deferral: await deferralOf(call, open),
      }),
      warehouse,
      now: terminal.now,
      signal: terminal.signal,
      emit: (event) => report.tell(event),
    })
    return { kind: 'values', values: await metricsOfRows(rows, { metric, value }), from: relation }
  } catch (error) {
    const [{ message, hint }] = diagnosticsOf(error)
    return { kind: 'unread', message: hint === undefined ? message : `${message} (${hint})`, from: relation }
  }
}
