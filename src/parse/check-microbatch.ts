/** What the batches of a microbatch model cannot do without, held against its config before anything is built. */
import type { Json } from '../base/json.ts'
import { BATCH_SIZES } from '../resources/batch.ts'
import type { UniqueId } from '../resources/ids.ts'
import { buildsInBatches, hasOwnMicrobatch, isMicrobatch } from '../resources/microbatch.ts'
import type { Model, Node } from '../resources/node.ts'
import type { Source } from '../resources/source.ts'
import { placeOfConfig } from './config/place-of-config.ts'
import { badMicrobatchConfig, noEventTimeInputs, ownMicrobatchAtOnce } from './errors.ts'
import type { MacroDraft } from './macros.ts'
import type { Parsing } from './parsing.ts'

export interface ForMicrobatch {
  readonly nodes: ReadonlyMap<UniqueId, Node>
  readonly sources: ReadonlyMap<UniqueId, Source>
  readonly macros: readonly MacroDraft[]
}

/** Reports what is wrong with the microbatch models of a project, and what they read without cutting it to a batch. */
export function checkMicrobatch({ nodes, sources, macros }: ForMicrobatch, parsing: Parsing): void {
  const models = [...nodes.values()].filter(isMicrobatch)
  const [first] = models
  if (first === undefined) return
  const flags = parsing.invocation.projectFlags ?? {}
  if (!buildsInBatches(macros, flags)) {
    if (hasOwnMicrobatch(macros)) parsing.report(ownMicrobatchAtOnce(placeOfConfig(first, [STRATEGY], parsing)))
    return
  }
  for (const model of models) {
    for (const [key, wanted, value] of wrongConfigs(model))
      parsing.report(
        badMicrobatchConfig(model.name, key, wanted, value, placeOfConfig(model, [key, STRATEGY], parsing)),
      )
    const inputs = model.dependsOn.nodes.map((id) => nodes.get(id) ?? sources.get(id))
    if (
      !inputs.some((input) => input !== undefined && 'event_time' in input.config && input.config.event_time !== null)
    )
      parsing.report(noEventTimeInputs(model.name, placeOfConfig(model, [STRATEGY], parsing)))
  }
}

const STRATEGY = 'incremental_strategy'

function wrongConfigs({ config }: Model): readonly (readonly [key: string, wanted: string, value: Json])[] {
  const { event_time: time, begin, batch_size: size, lookback } = config
  const wrong: (readonly [string, string, Json])[] = []
  if (time === null) wrong.push(['event_time', 'the name of the column that says when a row happened', time])
  if (typeof begin !== 'string' || !ISO.test(begin))
    wrong.push(['begin', "when the first batch begins, '2024-01-31' or '2024-01-31 10:00:00'", begin])
  if (!BATCH_SIZES.some((one) => one === size)) wrong.push(['batch_size', `one of ${BATCH_SIZES.join(', ')}`, size])
  const isWhole = typeof lookback === 'boolean' || Number.isInteger(lookback)
  if (lookback !== null && !isWhole) wrong.push(['lookback', 'a whole number of batches', lookback])
  return wrong
}

/** What is left of `begin` when it is a time: see `settleBegin`. */
const ISO = /^\d{4}-\d{2}-\d{2}T/
