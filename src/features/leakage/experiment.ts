import { type Diagnostic, diagnosticsOf } from '../../base/diagnostic.ts'
import type { Graph } from '../../graph/graph.ts'
import { type Clocks, hasClocks, leakageOf, namesOf } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Model } from '../../resources/node.ts'
import { type RelationName, writeRelation } from '../../resources/relation.ts'
import type { RunResults } from '../../run/result.ts'
import { isFailure } from '../../run/result.ts'
import type { Session, Warehouse } from '../../warehouse/warehouse.ts'
import { noRowsToCheck, notComparable, notRebuilt, notRepeatable } from '../errors.ts'
import { type Compared, compare, type Outcome } from './compare.ts'
import { type Arrivals, cutTimes, readCuts } from './cuts.ts'
import { clocksInPlan } from './inherit.ts'
import { type Difference, type LeakageReport, type Mode, type ModelVerdict, overall } from './leakage.ts'
import { pastSql } from './past.ts'
import { blindSpots, type Part, type Plan, pathBetween, planExperiment } from './plan.ts'
import { columnsOf, type StoredColumn } from './relation-columns.ts'
import { inScratch, scratchName } from './scratch.ts'
import { emptySchema, type ScratchSchemas, scratchSchemas } from './scratch-schemas.ts'
import { showInput } from './show-input.ts'

export interface Experiment {
  readonly manifest: Manifest
  readonly graph: Graph
  readonly warehouse: Warehouse
  /** The models to judge; those without clocks among them are passed over. */
  readonly ids: readonly UniqueId[]
  /** How many moments to cut at, for each model; or which, as people write times. */
  readonly cuts: number
  readonly at: readonly string[]
  readonly modes: readonly Mode[]
  /** Eight hexadecimal digits, unique to this experiment. */
  readonly run: string
  /** Builds models of a manifest; failures are results. */
  readonly rebuild: (manifest: Manifest, ids: readonly UniqueId[]) => Promise<RunResults>
  /** Told before each rebuild: which of how many, and what of. */
  readonly progress: (step: Step) => void
  readonly signal?: AbortSignal
}

export interface Step {
  readonly index: number
  readonly total: number
  readonly what: 'whole' | 'again' | Mode
  readonly cut: string | null
}

/**
 * Rebuilds models without their future and compares what they say of the past. Writes only into schemas of its own,
 * which are gone afterwards. Throws where nothing can be tried.
 */
export async function findLeakage(experiment: Experiment): Promise<LeakageReport> {
  const plan = planExperiment(experiment.graph, experiment.ids)
  await using schemas = await scratchSchemas(experiment.warehouse, experiment.run)
  const bench = await Bench.prepare(experiment, plan, schemas)
  await bench.controlled()
  const trials = await bench.trials()
  let index = 2
  for (const [cut, parts] of trials)
    for (const mode of experiment.modes) {
      if (experiment.signal?.aborted === true) break
      experiment.progress({ index: ++index, total: 2 + trials.size * experiment.modes.length, what: mode, cut })
      await bench.trial(cut, mode, parts)
    }
  const models = plan.checked.map((part) => bench.verdict(part, trials))
  return { verdict: overall(models), models }
}

/** What is known of a checked model so far. */
interface Findings {
  readonly differences: Difference[]
  readonly reasons: Diagnostic[]
  /** Columns that differ without any cut, or tell the outcome. */
  readonly exempt: Set<string>
  firstAncestor: UniqueId | null
  /** False where its past cannot be told. */
  judged: boolean
}

class Bench {
  readonly #experiment: Experiment
  readonly #plan: Plan
  readonly #schemas: ScratchSchemas
  readonly #findings: ReadonlyMap<UniqueId, Findings>
  readonly #whole: ReadonlyMap<UniqueId, RelationName>
  readonly #cut: ReadonlyMap<UniqueId, RelationName>
  readonly #columns = new Map<UniqueId, readonly StoredColumn[]>()
  #clocks: ReadonlyMap<UniqueId, Clocks> = new Map()

  private constructor(experiment: Experiment, plan: Plan, schemas: ScratchSchemas) {
    this.#experiment = experiment
    this.#plan = plan
    this.#schemas = schemas
    const findings = plan.checked.map((part): [UniqueId, Findings] => [
      part.model.id,
      {
        differences: [],
        reasons: [...blindSpots(plan, part)],
        exempt: new Set([...(part.declared?.label ?? []), ...namesOf(leakageOf(part.model.config).ignore)]),
        firstAncestor: null,
        judged: true,
      },
    ])
    this.#findings = new Map(findings)
    // Ephemeral models stay inside what reads them.
    const models = plan.models.map(({ model }) => model).filter(({ relation }) => relation !== null)
    const resources = [...plan.inputs.map(({ resource }) => resource), ...models]
    const places = (schema: string, of: typeof resources) =>
      new Map(
        of.map((resource, at) => [
          resource.id,
          scratchName(experiment.warehouse.database, schema, at + 1, resource.name),
        ]),
      )
    this.#whole = places(schemas.whole, models)
    this.#cut = places(schemas.cut, resources)
  }

  /** Builds everything as things stand. */
  static async prepare(experiment: Experiment, plan: Plan, schemas: ScratchSchemas): Promise<Bench> {
    const bench = new Bench(experiment, plan, schemas)
    experiment.progress({ index: 1, total: 2, what: 'whole', cut: null })
    const failed = await bench.#rebuild(bench.#whole, plan.models, null)
    await using session = await experiment.warehouse.open()
    for (const { resource } of plan.inputs)
      bench.#columns.set(resource.id, await columnsOf(session, { ...resource.relation, database: null }))
    for (const { model } of plan.models) {
      const built = bench.#whole.get(model.id)
      if (built !== undefined && !failed.has(model.id)) bench.#columns.set(model.id, await columnsOf(session, built))
    }
    bench.#clocks = clocksInPlan(plan, bench.#columns)
    return bench
  }

  /** Builds everything once more from the same data: what differs then proves nothing later. */
  async controlled(): Promise<void> {
    this.#experiment.progress({ index: 2, total: 2, what: 'again', cut: null })
    const failed = await this.#rebuildCut(null, this.#plan.checked)
    await using session = await this.#experiment.warehouse.open()
    for (const part of this.#plan.checked) {
      const findings = this.#of(part)
      if (!findings.judged || failed.has(part.model.id)) continue
      const outcome = await this.#compare(session, part, null)
      if (outcome === null) continue
      findings.reasons.push(notRepeatable(part.model.name, outcome.columns))
      for (const column of outcome.columns) findings.exempt.add(column)
      if (outcome.columns.includes('*')) findings.judged = false
    }
  }

  /** The cut times, in order, with the models each is for. */
  async trials(): Promise<ReadonlyMap<string, readonly Part[]>> {
    const { warehouse, at, cuts } = this.#experiment
    await using session = await warehouse.open()
    const given = await readCuts(session, at)
    const trials = new Map<string, Part[]>()
    for (const part of this.#plan.checked) {
      const findings = this.#of(part)
      const built = this.#whole.get(part.model.id)
      if (!findings.judged || built === undefined) continue
      const times = given.length > 0 ? given : await this.#tellingTimes(session, part, built, cuts)
      if (times.length === 0) findings.reasons.push(noRowsToCheck(part.model.name))
      for (const time of times) trials.set(time, [...(trials.get(time) ?? []), part])
    }
    return new Map([...trials].sort(([a], [b]) => Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1)))
  }

  async #tellingTimes(session: Session, part: Part, built: RelationName, cuts: number): Promise<readonly string[]> {
    try {
      return await cutTimes(session, { part, built, number: cuts, arrivals: this.#arrivals(part) })
    } catch (error) {
      const findings = this.#of(part)
      findings.judged = false
      findings.reasons.push(notComparable(part.model.name, messageOf(error)))
      return []
    }
  }

  /** The inputs of a model that know its entity, and so which of their rows comes next after one of the model's. */
  #arrivals(part: Part): readonly Arrivals[] {
    const own = new Set(this.#columns.get(part.model.id)?.map(({ name }) => name))
    return this.#plan.inputs.flatMap(({ resource, clocks }) =>
      clocks !== null &&
      hasClocks(clocks) &&
      part.madeOf.has(resource.id) &&
      clocks.entity.length > 0 &&
      clocks.entity.every((name) => own.has(name))
        ? [{ name: resource.name, relation: resource.relation, clocks }]
        : [],
    )
  }

  /** Takes the future away at one moment and compares the models it was taken for. */
  async trial(cut: string, mode: Mode, parts: readonly Part[]): Promise<void> {
    const failed = await this.#rebuildCut({ cut, mode }, parts)
    await using session = await this.#experiment.warehouse.open()
    for (const part of parts) {
      const findings = this.#of(part)
      const why = failed.get(part.model.id)
      if (why !== undefined) {
        findings.reasons.push(notRebuilt(part.model.name, why, cut))
        continue
      }
      const outcome = await this.#compare(session, part, cut)
      if (outcome === null) continue
      findings.differences.push({ mode, cut, ...outcome })
      findings.firstAncestor ??= await this.#firstAncestor(session, part, cut, failed)
    }
  }

  verdict(part: Part, trials: ReadonlyMap<string, readonly Part[]>): ModelVerdict {
    const { differences, reasons, firstAncestor, judged } = this.#of(part)
    const { id, name } = part.model
    const verdict = differences.length > 0 ? 'leak' : judged && reasons.length === 0 ? 'clean' : 'inconclusive'
    return {
      id,
      name,
      verdict,
      cuts: [...trials].filter(([, parts]) => parts.includes(part)).map(([cut]) => cut),
      differences,
      firstAncestor: firstAncestor === null ? null : this.#nameOf(firstAncestor),
      path: firstAncestor === null ? [] : pathBetween(this.#plan.graph, firstAncestor, id),
      reasons,
    }
  }

  /** Of what a model is made of, the first whose past differs; one without any clocks only if none with clocks does. */
  async #firstAncestor(
    session: Session,
    part: Part,
    cut: string,
    failed: ReadonlyMap<UniqueId, string>,
  ): Promise<UniqueId> {
    const before = this.#plan.models.filter(
      ({ model, isSpine }) =>
        part.madeOf.has(model.id) && !isSpine && this.#columns.has(model.id) && !failed.has(model.id),
    )
    const timed = before.filter(({ model }) => this.#clocks.has(model.id))
    const whole = before.filter(({ model }) => !this.#clocks.has(model.id))
    for (const ancestor of [...timed, ...whole])
      if ((await this.#compare(session, ancestor, cut)) !== null) return ancestor.model.id
    return part.model.id
  }

  async #compare(session: Session, { model }: Part, cut: string | null): Promise<Outcome | null> {
    const [before, after, columns] = [this.#whole, this.#cut, this.#columns].map((map) => map.get(model.id)) as [
      RelationName | undefined,
      RelationName | undefined,
      readonly StoredColumn[] | undefined,
    ]
    if (before === undefined || after === undefined || columns === undefined) return null
    const compared: Compared = {
      name: model.name,
      before,
      after,
      columns,
      clocks: this.#clocks.get(model.id) ?? null,
      cut,
      tolerance: toleranceOf(model),
      exempt: this.#findings.get(model.id)?.exempt ?? new Set(),
    }
    return compare(session, compared)
  }

  /** Shows the inputs as they were, and builds what some models are made of in the schema of the cut. */
  async #rebuildCut(
    how: { readonly cut: string; readonly mode: Mode } | null,
    parts: readonly Part[],
  ): Promise<ReadonlyMap<UniqueId, string>> {
    const { warehouse } = this.#experiment
    const needed = new Set(parts.flatMap(({ model, madeOf }) => [model.id, ...madeOf]))
    const places = new Map([...this.#cut].filter(([id]) => needed.has(id)))
    {
      await using session = await warehouse.open()
      await emptySchema(session, this.#schemas.cut)
      for (const { resource, clocks } of this.#plan.inputs) {
        const stand = places.get(resource.id)
        if (stand === undefined) continue
        const shown = {
          name: resource.name,
          live: resource.relation,
          stand,
          clocks,
          columns: this.#columns.get(resource.id) ?? [],
        }
        await session.statements(showInput(shown, how))
      }
      for (const { model, declared, isSpine } of this.#plan.models) {
        const [stand, live] = [places.get(model.id), this.#whole.get(model.id)]
        if (!isSpine || stand === undefined || live === undefined || declared === null) continue
        const past =
          how === null
            ? 'true'
            : pastSql(model.name, { ...declared, knowledgeTime: null, availabilityDelay: null }, 'r', how.cut)
        await session.statements(
          `create view ${writeRelation(stand)} as select * from ${writeRelation(live)} as r where ${past}`,
        )
      }
    }
    const rebuilt = this.#plan.models.filter(({ model, isSpine }) => needed.has(model.id) && !isSpine)
    return this.#rebuild(places, rebuilt, how?.cut ?? null)
  }

  /** Builds models elsewhere; what could not be built, and why. */
  async #rebuild(
    places: ReadonlyMap<UniqueId, RelationName>,
    parts: readonly Part[],
    cut: string | null,
  ): Promise<ReadonlyMap<UniqueId, string>> {
    const ids = parts.filter(({ model }) => model.relation !== null).map(({ model }) => model.id)
    const { results } = await this.#experiment.rebuild(inScratch(this.#experiment.manifest, places), ids)
    const failed = new Map<UniqueId, string>()
    for (const { id, status, message, diagnostics } of results)
      if (isFailure(status)) failed.set(id, diagnostics[0]?.message ?? message ?? status)
    for (const { id, status } of results) {
      if (status !== 'skipped') continue
      const root = this.#plan.models.find(({ model }) => failed.has(model.id) && this.#reads(id, model.id))
      failed.set(id, root === undefined ? 'it was skipped' : `${root.model.name}: ${failed.get(root.model.id)}`)
    }
    if (cut === null)
      for (const part of this.#plan.checked) {
        const why = failed.get(part.model.id)
        if (why === undefined || !this.#of(part).judged) continue
        this.#of(part).judged = false
        this.#of(part).reasons.push(notRebuilt(part.model.name, why, null))
      }
    return failed
  }

  #of({ model }: Part): Findings {
    const findings = this.#findings.get(model.id)
    if (findings === undefined) throw new Error(`${model.id} is not among the checked models`)
    return findings
  }

  #reads(id: UniqueId, other: UniqueId): boolean {
    return this.#plan.models.find(({ model }) => model.id === id)?.madeOf.has(other) === true
  }

  #nameOf(id: UniqueId): string {
    return this.#plan.models.find(({ model }) => model.id === id)?.model.name ?? id
  }
}

const TOLERANCE = 1e-9

/** How much floats may differ, relative to themselves. */
function toleranceOf({ config }: Model): number {
  const { tolerance } = leakageOf(config)
  return typeof tolerance === 'number' && tolerance >= 0 ? tolerance : TOLERANCE
}

function messageOf(error: unknown): string {
  return diagnosticsOf(error)[0].message
}
