/**
 * Which strings of YAML files are rendered when the file is read. The others are rendered later, with more names
 * (descriptions know `doc`, hooks and tests' arguments all of SQL's), or are taken as they are written.
 */
import type { YamlPath } from '../yaml/yaml-value.ts'

/** Of a project file (dbt/config/renderer.py). */
export function rendersProjectKey(path: YamlPath): boolean {
  const [first] = path
  if (first === 'on-run-start' || first === 'on-run-end' || first === 'query-comment' || first === 'vars') return false
  return !CONFIG_TREES.has(String(first)) || !path.some((step) => HOOKS.has(String(step).replace(/^[+ ]+/, '')))
}

const CONFIG_TREES = new Set(['models', 'seeds', 'snapshots', 'tests', 'data_tests'])
const HOOKS = new Set(['pre-hook', 'post-hook', 'pre_hook', 'post_hook'])

/** Of one entry of a property file's list `list`; `path` counts from the entry on (dbt/parser/schema_renderer.py). */
export function rendersPropertyKey(list: string, path: YamlPath): boolean {
  const [first, second] = path
  switch (list) {
    case 'sources':
      if (first === 'description' || first === 'loaded_at_query') return false
      if (first === 'config' && second === 'loaded_at_query') return false
      return first !== 'tables' || !waits(path.slice(2))
    case 'macros':
      return !waits(first === 'arguments' ? path.slice(1) : path)
    case 'metrics':
      return !isFilter(path) && !waits(path)
    case 'saved_queries':
      return !(first === 'query_params' && second === 'where') && !waits(path)
    default:
      return !(first === 'metrics' && isFilter(path)) && !waits(path)
  }
}

function isFilter(path: YamlPath): boolean {
  return path.at(-1) === 'filter' || path.at(-2) === 'filter'
}

const WITH_COLUMNS = new Set(['columns', 'dimensions', 'measures', 'entities', 'metrics', 'features'])

function waits(path: YamlPath): boolean {
  const [first, second, third, fourth, fifth] = path
  if (isLater(first) || first === 'loaded_at_query') return true
  if (path.length === 2 && (isLater(second) || second === 'loaded_at_query')) return true
  if (first === 'config' && (second === 'pre_hook' || second === 'post_hook' || second === 'loaded_at_query'))
    return true
  if (path.length === 5 && fifth === 'description') return true
  if (first === 'versions' && (isLater(third) || (third === 'columns' && isLater(fifth)))) return true
  if (typeof first === 'string' && WITH_COLUMNS.has(first) && isLater(third)) return true
  return first === 'derived_semantics' && (second === 'dimensions' || second === 'entities') && isLater(fourth)
}

function isLater(step: string | number | undefined): boolean {
  return step === 'description' || step === 'data_tests' || step === 'tests'
}
