import { AssayError } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import { toJson } from '../jinja/values/json.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { isTrue } from '../jinja/values/truth.ts'
import type { Callable } from '../jinja/values/value.ts'
import { readYaml } from '../yaml/yaml-document.ts'
import { toTemplateValue } from '../yaml/yaml-value.ts'
import { dumpYaml } from './data-formats/dump-yaml.ts'
import { hostFunction } from './host-function.ts'
import { toValue } from './json-value.ts'

/** `fromjson(string, default)` */
export const fromJson: Callable = hostFunction('fromjson', ['string', 'default?'], (call) => {
  try {
    return toValue(JSON.parse(call.text('string')) as Json)
  } catch (error) {
    if (error instanceof SyntaxError) return call.value('default')
    throw error
  }
})

/** `tojson(value, default, sort_keys)` */
export const toJsonText: Callable = hostFunction('tojson', ['value', 'default?', 'sort_keys?'], (call) => {
  try {
    return toJson(call.value('value'), undefined, isTrue(call.value('sort_keys')))
  } catch (error) {
    if (error instanceof PythonError && error.type === 'ValueError') return call.value('default')
    throw error
  }
})

/** `fromyaml(value, default)` */
export const fromYaml: Callable = hostFunction('fromyaml', ['value', 'default?'], (call) => {
  try {
    return toTemplateValue(readYaml(call.text('value'), 'fromyaml').value)
  } catch (error) {
    if (error instanceof AssayError) return call.value('default')
    throw error
  }
})

/** `toyaml(value, default, sort_keys)` */
export const toYamlText: Callable = hostFunction('toyaml', ['value', 'default?', 'sort_keys?'], (call) => {
  return dumpYaml(call.value('value'), isTrue(call.value('sort_keys')))
})
