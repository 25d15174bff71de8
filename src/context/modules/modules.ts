import { Dict, type Value } from '../../jinja/values/value.ts'
import { datetimeModule } from './datetime/datetime-module.ts'
import { itertoolsModule } from './itertools/itertools-module.ts'
import { LazyModule } from './lazy-module.ts'
import { pytzModule } from './pytz/pytz-module.ts'
import { reModule } from './re/re-module.ts'

/**
 * The variable `modules`: what dbt lends of Python's datetime, pytz, re and itertools. `clock` says what time it is.
 * https://docs.getdbt.com/reference/dbt-jinja-functions/modules
 */
export function modulesValue(clock: () => Date): Value {
  return Dict.of({
    pytz: new LazyModule(pytzModule),
    datetime: datetimeModule(clock),
    re: reModule(),
    itertools: itertoolsModule(),
  })
}
