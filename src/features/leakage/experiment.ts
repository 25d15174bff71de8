import { type Diagnostic, diagnosticsOf } from '../../base/diagnostic.ts'
import { hasClocks, leakageOf } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { badColumn, noRowsToCheck, notComparable, nothingAtCuts, notRebuilt, notRepeatable } from '../errors.ts'
import { scratchSchemas } from '../scratch/scratch-schemas.ts'
import type { Cut, Mode } from '../scratch/show-input.ts'
import { type Compared, compare, type Outcome } from './compare.ts'
import { type Arrivals, cutTimes, readCuts } from './cuts.ts'
import { type Findings, giveUp, noFindings, verdictOf } from './findings.ts'
import { type Keeping, makeTable } from './keep-rows.ts'
import type { Failures, Laboratory, Scene } from './laboratory.ts'
import { type LeakageReport, overall } from './leakage.ts'
import { type Part, planExperiment } from './plan.ts'
import { buildCut, buildWhole } from './rebuild.ts'
import { tellingCuts } from './telling.ts'

export interface Experiment extends Laboratory {
  /** The models to judge; those without clocks among them are passed over. */
  readonly ids: readonly UniqueId[]
  /** How many moments to cut at, for each model; or which, as people write times. */
  readonly cuts: number
  readonly at: readonly string[]
  readonly modes: readonly Mode[]
  /** Eight hexadecimal digits, unique to this experiment. */
  readonly run: string
  /** Told before each rebuild: which of how many, and what of. */
  readonly progress: (step: Step) => void
  readonly signal?: AbortSignal
  /** Where to keep the rows that leak. */
  readonly keeping?: Keeping | undefined
}

export interface Step {
  readonly index: number
  readonly total: number
  readonly what: 'whole' | 'again' | Mode
  readonly cut: string | null
}

/**
 * Rebuilds models without their future and compares what they say of the past. Writes only into schemas of its own,
 * which are gone afterwards, and into the table of `keeping`. Throws where nothing can be tried.
 */
export async function findLeakage(experiment: Experiment): Promise<LeakageReport> {
  const { modes, progress, signal } = experiment
  const plan = planExperiment(experiment.graph, experiment.ids)
  const all = plan.checked.map((part) => noFindings(plan, part))
  if (experiment.keeping !== undefined) {
    await using session = await experiment.warehouse.open()
    await makeTable(session, experiment.keeping)
  }
  await using schemas = await scratchSchemas(experiment.warehouse, experiment.run)
  progress({ index: 1, total: 2, what: 'whole', cut: null })
  const { scene, failures } = await buildWhole(experiment, plan, schemas)
  for (const findings of all) noteFailure(findings, failures)
  progress({ index: 2, total: 2, what: 'again', cut: null })
  await control(experiment, scene, all)
  const trials = await chooseCuts(experiment, scene, all)
  const exempt = new Map(all.map((findings) => [findings.part.model.id, findings.exempt]))
  let index = 2
  for (const [time, tried] of trials)
    for (const mode of modes) {
      if (signal?.aborted === true) break
      progress({ index: ++index, total: 2 + trials.size * modes.length, what: mode, cut: time })
      await tryCut(experiment, scene, { time, mode }, tried, exempt)
    }
  const models = all.map((findings) => verdictOf(plan, findings))
  return { verdict: overall(models), models }
}

/** Of the models that are judged: columns that may differ. */
type Exempt = ReadonlyMap<UniqueId, ReadonlySet<string>>

function noteFailure(findings: Findings, failures: Failures): void {
  const { model } = findings.part
  const why = failures.get(model.id)
  if (why !== undefined && findings.isJudged) giveUp(findings, notRebuilt(model.name, why, null))
}

/** Builds everything once more from the same data: what differs then proves nothing later. */
async function control(experiment: Experiment, scene: Scene, all: readonly Findings[]): Promise<void> {
  const parts = all.map(({ part }) => part)
  const failures = await buildCut(experiment, scene, null, parts)
  await using session = await experiment.warehouse.open()
  for (const findings of all) {
    noteFailure(findings, failures)
    if (!findings.isJudged) continue
    const outcome = await compareModel(session, scene, findings.part.model, null, findings.exempt)
    if (outcome === null) continue
    const reason = notRepeatable(findings.part.model.name, outcome.columns)
    if (outcome.columns.includes('*')) giveUp(findings, reason)
    else findings.reasons.push(reason)
    for (const column of outcome.columns) findings.exempt.add(column)
  }
}

/**
 * The cut times, in order, with the models each is for. A cut for one model builds what that is made of again, so it is a
 * cut for those, too, and for what is made of mostly the same: up to half of theirs are such.
 */
async function chooseCuts(
  { warehouse, at, cuts }: Experiment,
  scene: Scene,
  all: readonly Findings[],
): Promise<ReadonlyMap<string, readonly Findings[]>> {
  await using session = await warehouse.open()
  const given = await readCuts(session, at)
  const trials = new Map<string, Findings[]>()
  for (const findings of all.filter(({ isJudged }) => isJudged).toReversed()) {
    const problem = wrongColumn(scene, findings.part)
    if (problem !== undefined) {
      giveUp(findings, problem)
      continue
    }
    const shared = [...trials].flatMap(([time, tried]) =>
      tried.some(({ part }) => buildsMostOf(part, findings.part)) ? [time] : [],
    )
    for (const time of await timesFor(session, scene, findings, { given, shared, number: cuts })) {
      findings.cuts.push(time)
      trials.set(time, [...(trials.get(time) ?? []), findings])
    }
  }
  return new Map([...trials].sort(([a], [b]) => Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1)))
}

/** Whether a cut for one model builds another one again, or nearly all that it is made of. */
function buildsMostOf({ madeOf }: Part, { model, madeOf: wanted }: Part): boolean {
  if (madeOf.has(model.id)) return true
  const common = [...wanted].filter((id) => madeOf.has(id)).length
  return wanted.size > MANY && common >= MOSTLY * wanted.size
}

/** What is made of less is built again soon enough. */
const MANY = 4
const MOSTLY = 2 / 3

interface Wanted {
  /** Times that the user asked for, instead of others. */
  readonly given: readonly string[]
  /** Times at which the model is built again anyway. */
  readonly shared: readonly string[]
  readonly number: number
}

async function timesFor(
  session: Session,
  scene: Scene,
  findings: Findings,
  { given, shared, number }: Wanted,
): Promise<readonly string[]> {
  const { part } = findings
  const built = scene.whole.get(part.model.id)
  if (built === undefined) return []
  const arrivals = arrivalsOf(scene, part)
  try {
    const futures = [...arrivals, ...spinesOf(scene, part)]
    const half = given.length > 0 ? [] : spread(shared, Math.floor(number / 2))
    const common = await tellingCuts(session, part, built, futures, half)
    const own = number - common.length
    const times = given.length > 0 ? given : await cutTimes(session, { part, built, number: own, arrivals })
    const telling = [...new Set([...(await tellingCuts(session, part, built, futures, times)), ...common])]
    if (times.length === 0) findings.reasons.push(noRowsToCheck(part.model.name))
    else if (telling.length === 0) findings.reasons.push(nothingAtCuts(part.model.name))
    return telling
  } catch (error) {
    giveUp(findings, notComparable(part.model.name, diagnosticsOf(error)[0].message))
    return []
  }
}

/** So many of some times, evenly among them. */
function spread(times: readonly string[], number: number): readonly string[] {
  if (times.length <= number) return times
  return Array.from({ length: number }, (_, i) => times[Math.floor(((i + 0.5) * times.length) / number)] ?? '')
}

/** The inputs of a model that have clocks: which of their rows come next after one of the model's, and which are odd. */
function arrivalsOf({ plan, columns }: Scene, part: Part): readonly Arrivals[] {
  const own = new Set(columns.get(part.model.id)?.map(({ name }) => name))
  return plan.inputs.flatMap(({ resource: { id, name, relation }, clocks }) => {
    if (clocks === null || !hasClocks(clocks) || !part.madeOf.has(id)) return []
    const sharesEntity = clocks.entity.every((key) => own.has(key) && key !== part.declared?.eventTime)
    return [{ name, relation, clocks, columns: columns.get(id) ?? [], sharesEntity }]
  })
}

/** The spines of a model: their rows come at the times that are predicted for. */
function spinesOf({ plan, whole, columns }: Scene, { madeOf }: Part): readonly Arrivals[] {
  return plan.models.flatMap(({ model: { id, name }, declared, isSpine }) => {
    const relation = whole.get(id)
    if (!isSpine || declared === null || relation === undefined || !madeOf.has(id)) return []
    const clocks = { ...declared, knowledgeTime: null, availabilityDelay: null }
    return [{ name, relation, clocks, columns: columns.get(id) ?? [], sharesEntity: false }]
  })
}

/** A clock of a model, or of what it is made of, that no time can be read from; or an entity that the model lacks. */
function wrongColumn({ plan, columns }: Scene, part: Part): Diagnostic | undefined {
  const inputs = plan.inputs.filter(({ resource }) => part.madeOf.has(resource.id))
  const timed = [{ resource: part.model, clocks: part.declared }, ...inputs]
  for (const { resource, clocks } of timed) {
    const known = columns.get(resource.id) ?? []
    if (clocks === null || known.length === 0) continue
    const lacking =
      resource !== part.model ? undefined : clocks.entity.find((key) => !known.some(({ name }) => name === key))
    if (lacking !== undefined) return badColumn(resource, 'entity', lacking, null)
    for (const clock of [clocks.eventTime, clocks.knowledgeTime, ...clocks.late.values()]) {
      const column = known.find(({ name }) => name === clock)
      const isTime = column !== undefined && TIMES.includes(column.category)
      if (clock !== null && !isTime) return badColumn(resource, 'clock', clock, column?.type ?? null)
    }
  }
  return undefined
}

/** Dates and times, and texts that may be some. */
const TIMES = 'DSU'

/** Takes the future away at one moment and compares the models it was taken for. */
async function tryCut(
  experiment: Experiment,
  scene: Scene,
  cut: Cut,
  tried: readonly Findings[],
  exempt: Exempt,
): Promise<void> {
  const parts = tried.map(({ part }) => part)
  const failures = await buildCut(experiment, scene, cut, parts)
  const keeping = experiment.keeping === undefined ? undefined : { ...experiment.keeping, mode: cut.mode }
  await using session = await experiment.warehouse.open()
  for (const findings of tried) {
    const { model } = findings.part
    const why = failures.get(model.id)
    if (why !== undefined) {
      findings.reasons.push(notRebuilt(model.name, why, cut.time))
      continue
    }
    const outcome = await compareModel(session, scene, model, cut.time, findings.exempt, keeping)
    if (outcome === null) continue
    findings.differences.push({ mode: cut.mode, cut: cut.time, ...outcome })
    findings.firstAncestor ??= await firstAncestor(session, scene, findings.part, { cut: cut.time, failures, exempt })
  }
}

/** Of what a model is made of, the first whose past differs; one without any clocks only if none with clocks does. */
async function firstAncestor(
  session: Session,
  scene: Scene,
  { model, madeOf }: Part,
  { cut, failures, exempt }: { readonly cut: string; readonly failures: Failures; readonly exempt: Exempt },
): Promise<UniqueId> {
  const before = scene.plan.models.filter(
    (part) => madeOf.has(part.model.id) && !part.isSpine && !failures.has(part.model.id),
  )
  const timed = before.filter((part) => scene.clocks.has(part.model.id))
  const whole = before.filter((part) => !scene.clocks.has(part.model.id))
  for (const ancestor of [...timed, ...whole].map((part) => part.model))
    if ((await compareModel(session, scene, ancestor, cut, exempt.get(ancestor.id) ?? new Set())) !== null)
      return ancestor.id
  return model.id
}

/** Null where a model says the same of the past in both places, or stands in none. */
async function compareModel(
  session: Session,
  { whole, cut: places, columns, clocks }: Scene,
  model: Model,
  cut: string | null,
  exempt: ReadonlySet<string>,
  keeping?: Compared['keeping'],
): Promise<Outcome | null> {
  const [before, after, known] = [whole.get(model.id), places.get(model.id), columns.get(model.id)]
  if (before === undefined || after === undefined || known === undefined) return null
  return compare(session, {
    name: model.name,
    before,
    after,
    columns: known,
    clocks: clocks.get(model.id) ?? null,
    cut,
    tolerance: toleranceOf(model),
    exempt,
    keeping,
  })
}

const TOLERANCE = 1e-9

/** How much floats may differ, relative to themselves. */
function toleranceOf({ config }: Model): number {
  const { tolerance } = leakageOf(config)
  return typeof tolerance === 'number' && tolerance >= 0 ? tolerance : TOLERANCE
}
