import type { Filter } from '../jinja/filters/filter.ts'

/**
 * Filters that dbt adds to Jinja. In YAML they decide the type of a rendered value (there `yaml-scope` replaces them);
 * in SQL they change nothing (dbt_common/clients/jinja.py).
 */
const same: Filter = (_context, value) => value
const isList: Filter = (_context, value) => Array.isArray(value)

export const DBT_FILTERS: Readonly<Record<string, Filter>> = {
  as_text: same,
  as_bool: same,
  as_native: same,
  as_number: same,
  is_list: isList,
}
