import { Undefined } from '../jinja/values/value.ts'

/**
 * What is missing while a project is parsed: attributes, items and calls of it are missing too, instead of failing,
 * because much of what a template will find at run time is not there yet (dbt's `create_undefined`).
 */
export class ForgivingUndefined extends Undefined {
  override propagate(): Undefined {
    return this
  }
}
