/** Builds what takes part in an experiment: once as it is, and again for each cut. */
import type { UniqueId } from '../../resources/ids.ts'
import { type RelationName, writeRelation } from '../../resources/relation.ts'
import { isFailure } from '../../run/result.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { pastSql } from '../scratch/past.ts'
import { columnsOf, type StoredColumn } from '../scratch/relation-columns.ts'
import { inScratch, scratchName } from '../scratch/scratch.ts'
import { emptySchema, type ScratchSchemas } from '../scratch/scratch-schemas.ts'
import { type Cut, showInput } from '../scratch/show-input.ts'
import { clocksInPlan } from './inherit.ts'
import type { Failures, Laboratory, Scene } from './laboratory.ts'
import type { Part, Plan } from './plan.ts'

/** Builds the models as things stand, and looks at what came of it. */
export async function buildWhole(
  laboratory: Laboratory,
  plan: Plan,
  schemas: ScratchSchemas,
): Promise<{ readonly scene: Scene; readonly failures: Failures }> {
  const { warehouse } = laboratory
  // Ephemeral models stay inside what reads them.
  const models = plan.models.map(({ model }) => model).filter(({ relation }) => relation !== null)
  const inputs = plan.inputs.map(({ resource }) => resource)
  const places = (schema: string, of: readonly { readonly id: UniqueId; readonly name: string }[]) =>
    new Map(of.map(({ id, name }, at) => [id, scratchName(warehouse.database, schema, at + 1, name)]))
  const whole = places(schemas.whole, models)
  const failures = await build(laboratory, plan, whole, plan.models)
  await using session = await warehouse.open()
  const columns = new Map<UniqueId, readonly StoredColumn[]>()
  for (const { id, relation } of inputs) columns.set(id, await columnsOf(session, relation))
  for (const [id, relation] of whole) if (!failures.has(id)) columns.set(id, await columnsOf(session, relation))
  const cut = places(schemas.cut, [...inputs, ...models])
  return { scene: { plan, schemas, whole, cut, columns, clocks: clocksInPlan(plan, columns) }, failures }
}

/** Shows the inputs as they were at a cut, and builds there what some models are made of. */
export async function buildCut(
  laboratory: Laboratory,
  scene: Scene,
  cut: Cut | null,
  parts: readonly Part[],
): Promise<Failures> {
  const { plan, schemas } = scene
  const needed = new Set(parts.flatMap(({ model, madeOf }) => [model.id, ...madeOf]))
  const places = new Map([...scene.cut].filter(([id]) => needed.has(id)))
  {
    await using session = await laboratory.warehouse.open()
    await emptySchema(session, schemas.cut)
    await showInputs(session, scene, cut, places)
    await showSpines(session, scene, cut, places)
  }
  return build(
    laboratory,
    plan,
    places,
    plan.models.filter(({ model, isSpine }) => needed.has(model.id) && !isSpine),
  )
}

async function showInputs(
  session: Session,
  { plan, columns }: Scene,
  cut: Cut | null,
  places: ReadonlyMap<UniqueId, RelationName>,
): Promise<void> {
  for (const { resource, clocks } of plan.inputs) {
    const { id, name, relation: live } = resource
    const [stand, known] = [places.get(id), columns.get(id) ?? []]
    // One that does not exist is told where what reads it cannot be built.
    if (stand === undefined || known.length === 0) continue
    await session.statements(showInput({ name, live, stand, clocks, columns: known }, cut))
  }
}

/** Spines are shown as they are, up to the cut by prediction time alone. */
async function showSpines(
  session: Session,
  { plan, whole }: Scene,
  cut: Cut | null,
  places: ReadonlyMap<UniqueId, RelationName>,
): Promise<void> {
  for (const { model, declared, isSpine } of plan.models) {
    const [stand, live] = [places.get(model.id), whole.get(model.id)]
    if (!isSpine || stand === undefined || live === undefined || declared === null) continue
    const predicted = { ...declared, knowledgeTime: null, availabilityDelay: null }
    const past = cut === null ? 'true' : pastSql(model.name, predicted, 'r', cut.time)
    await session.statements(
      `create view ${writeRelation(stand)} as select * from ${writeRelation(live)} as r where ${past}`,
    )
  }
}

/** Builds models in other places. What was skipped is told with what it was skipped for. */
async function build(
  { rebuild, manifest }: Laboratory,
  plan: Plan,
  places: ReadonlyMap<UniqueId, RelationName>,
  parts: readonly Part[],
): Promise<Failures> {
  const ids = parts.filter(({ model }) => model.relation !== null).map(({ model }) => model.id)
  const { results } = await rebuild(inScratch(manifest, places), ids)
  const failures = new Map<UniqueId, string>()
  for (const { id, status, message, diagnostics } of results)
    if (isFailure(status)) failures.set(id, diagnostics[0]?.message ?? message ?? status)
  const madeOf = new Map(plan.models.map((part) => [part.model.id, part.madeOf]))
  for (const { id, status } of results) {
    if (status !== 'skipped') continue
    const root = plan.models.find(({ model }) => failures.has(model.id) && madeOf.get(id)?.has(model.id) === true)
    failures.set(id, root === undefined ? 'it was skipped' : `${root.model.name}: ${failures.get(root.model.id)}`)
  }
  return failures
}
