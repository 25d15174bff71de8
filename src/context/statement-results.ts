import { type Callable, Dict, type Value } from '../jinja/values/value.ts'
import { AdapterResponse } from './adapter/adapter-response.ts'
import { AgateTable } from './agate/table.ts'
import { raisedByProject } from './errors.ts'
import { hostFunction } from './host-function.ts'

/**
 * The results of a template's `statement` blocks: `store_result` and `store_raw_result` put them down,
 * `load_result` takes them up, once (`main` as often as one likes).
 */
export class StatementResults {
  readonly #results = new Map<string, Dict | null>()

  /** The result of the statement `main`, which decides what a node reports. */
  get main(): AdapterResponse | null {
    const response = this.#results.get('main')?.get('response')
    return response instanceof AdapterResponse ? response : null
  }

  /** The rows of the statement `main`. */
  get mainTable(): AgateTable | null {
    const table = this.#results.get('main')?.get('table')
    return table instanceof AgateTable ? table : null
  }

  readonly loadResult: Callable = hostFunction('load_result', ['name'], (call) => {
    const name = call.text('name')
    const result = this.#results.get(name)
    if (result === undefined) return null
    if (result === null)
      throw raisedByProject(`the result of the statement '${name}' has already been loaded; keep it in a variable`)
    if (name !== 'main') this.#results.set(name, null)
    return result
  })

  readonly storeResult: Callable = hostFunction('store_result', ['name', 'response', 'agate_table?'], (call) => {
    this.#store(call.text('name'), call.value('response'), call.value('agate_table'))
    return ''
  })

  readonly storeRawResult: Callable = hostFunction(
    'store_raw_result',
    ['name', 'message?', 'code?', 'rows_affected?', 'agate_table?'],
    (call) => {
      const rows = call.value('rows_affected')
      const response = AdapterResponse.of(
        call.optionalText('message') ?? '',
        call.optionalText('code') ?? '',
        rows === null ? null : Number(rows),
      )
      this.#store(call.text('name'), response, call.value('agate_table'))
      return ''
    },
  )

  #store(name: string, response: Value, table: Value): void {
    const kept = table instanceof AgateTable ? table : AgateTable.empty()
    this.#results.set(name, Dict.of({ response, data: kept.matrix(), table: kept }))
  }
}
