import { AssayError } from '../base/diagnostic.ts'
import { toJson } from '../jinja/values/json.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { textOf } from '../jinja/values/text.ts'
import { isTrue } from '../jinja/values/truth.ts'
import { typeName } from '../jinja/values/type-name.ts'
import type { Callable, Value } from '../jinja/values/value.ts'
import { dumpYaml } from './data-formats/dump-yaml.ts'
import { loadYaml } from './data-formats/load-yaml.ts'
import { parseJson } from './data-formats/parse-json.ts'
import { Unrepresentable } from './data-formats/yaml-node.ts'
import { hostFunction } from './host-function.ts'

/** `fromjson(string, default)`: what the text says, or the default where it is no JSON. */
export const fromJson: Callable = hostFunction('fromjson', ['string', 'default?'], (call) => {
  const text = textOf(call.value('string'))
  if (text === undefined) {
    const type = typeName(call.value('string'))
    throw new PythonError('TypeError', `the JSON object must be str, bytes or bytearray, not ${type}`)
  }
  return whenValue(() => parseJson(text), call.value('default'))
})

/** `tojson(value, default, sort_keys)`: in one line and ASCII. What JSON has no spelling for is a TypeError. */
export const toJsonText: Callable = hostFunction('tojson', ['value', 'default?', 'sort_keys?'], (call) =>
  whenValue(() => toJson(call.value('value'), undefined, isTrue(call.value('sort_keys'))), call.value('default')),
)

/** `fromyaml(value, default)`: what the text says, or the default where it is no YAML. */
export const fromYaml: Callable = hostFunction('fromyaml', ['value', 'default?'], (call) => {
  const text = textOf(call.value('value'))
  if (text === undefined) throw new PythonError('TypeError', 'a string or stream input is required')
  try {
    return loadYaml(text)
  } catch (error) {
    if (error instanceof AssayError) return call.value('default')
    throw error
  }
})

/** `toyaml(value, default, sort_keys)`: in block style; the default for what YAML has no spelling for. */
export const toYamlText: Callable = hostFunction('toyaml', ['value', 'default?', 'sort_keys?'], (call) => {
  try {
    return dumpYaml(call.value('value'), isTrue(call.value('sort_keys')))
  } catch (error) {
    if (error instanceof Unrepresentable) return call.value('default')
    throw error
  }
})

/** What `run` gives, or `otherwise` where that is a ValueError. */
function whenValue(run: () => Value, otherwise: Value): Value {
  try {
    return run()
  } catch (error) {
    if (error instanceof PythonError && error.type === 'ValueError') return otherwise
    throw error
  }
}
