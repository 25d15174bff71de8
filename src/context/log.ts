import { print } from '../jinja/values/print.ts'
import type { Callable } from '../jinja/values/value.ts'
import { hostFunction } from './host-function.ts'

/** Something a template wants to be heard. `print` goes to standard output whatever the log level. */
export interface LogEntry {
  readonly kind: 'log' | 'print' | 'warning'
  readonly message: string
  /** False for what only the log file shows. */
  readonly visible: boolean
  /** The id of the node whose template says it, once it is compiled or run. */
  readonly node?: string
}

export type Log = (entry: LogEntry) => void

/** `log(msg, info=false)` */
export function logFunction(log: Log): Callable {
  return hostFunction('log', ['msg', 'info?'], (call) => {
    log({ kind: 'log', message: print(call.value('msg')), visible: call.flag('info', false) })
    return ''
  })
}

/** `print(msg)` */
export function printFunction(log: Log): Callable {
  return hostFunction('print', ['msg'], (call) => {
    log({ kind: 'print', message: print(call.value('msg')), visible: true })
    return ''
  })
}
