/**
 * Compares two manifests of one project, resource by resource: ours and the one dbt-core wrote.
 *
 * Let both work with the same profile and target, dbt twice: against `dbt compile` or `build` the compiled code is
 * compared, and `depends_on.macros` only so far that dbt has all of ours (while it compiles, dbt adds what only then is
 * called); against `dbt parse` those lists are compared exactly, and compiled code is left out.
 */

const SECTIONS = [
  'nodes',
  'sources',
  'exposures',
  'groups',
  'docs',
  'macros',
  'functions',
  'metrics',
  'semantic_models',
  'saved_queries',
  'selectors',
  'disabled',
]
const EDGES = ['parent_map', 'child_map', 'group_map']

/** Each engine brings macros and docs of its own under these names: only what they do can be compared, not their text. */
const BUILT_IN = /^(?:macro|doc)\.(?:dbt|dbt_postgres|assay)\./
/** Kinds that are not resources of ours yet, so that nothing here can be compared with. */
const KEPT = /^(?:unit_test)\./

/** Fields that hold the hour, the machine, or what only a run adds. */
const IGNORED = new Set(['created_at', 'root_path', 'build_path', 'config_call_dict', 'unrendered_config_call_dict'])

/** Lists whose order says nothing: dbt fills them from sets, or in the order in which it came by. */
const UNORDERED = new Set(['depends_on.nodes', 'depends_on.macros', 'tags', 'config.tags', 'refs', 'sources'])

const WHITE_SPACE = new Set(['compiled_code', 'extra_ctes', 'macro_sql'])

/** What a node has once it was compiled. */
const COMPILED = ['compiled', 'compiled_code', 'compiled_path', 'extra_ctes', 'extra_ctes_injected']

/**
 * All that differs, as `{section, id, field, ours, theirs}`; a field of '' is the whole resource. `skip` names fields that
 * the clock feeds: `orders.compiled_code`.
 */
export function compareManifests(ours, theirs, skip = []) {
  const left = ({ id, field }) => skip.includes(`${id.split('.')[2]}.${field}`)
  return [...compareSections(ours, theirs), ...compareEdges(ours, theirs)].filter((it) => !left(it))
}

function compareSections(ours, theirs) {
  return SECTIONS.flatMap((section) => {
    const [a, b] = [ours[section] ?? {}, theirs[section] ?? {}]
    return union(Object.keys(a), Object.keys(b)).flatMap((id) => {
      if (BUILT_IN.test(id) || KEPT.test(id)) return []
      if (!(id in a) || !(id in b)) return [{ section, id, field: '', ours: id in a, theirs: id in b }]
      const pairs = Array.isArray(a[id]) ? zip(byFile(a[id]), byFile(b[id])) : [[a[id], b[id]]]
      return pairs.flatMap(([x, y]) => compareFields(section, id, '', ...levelled(x, y)))
    })
  })
}

/** What is switched off is listed per id, in the order in which a file system lists the files. */
function byFile(resources) {
  const path = (resource) => resource.original_file_path
  return resources.toSorted((x, y) => (path(x) < path(y) ? -1 : path(x) > path(y) ? 1 : 0))
}

/** Both at the same stage: see above. */
function levelled(ours, theirs) {
  if (theirs.compiled) {
    const known = new Set(theirs.depends_on.macros)
    const macros = ours.depends_on.macros.every((macro) => known.has(macro))
      ? theirs.depends_on.macros
      : ours.depends_on.macros
    return [{ ...ours, depends_on: { ...ours.depends_on, macros } }, theirs]
  }
  if (!ours.compiled) return [ours, theirs]
  return [without(ours, COMPILED), without(theirs, COMPILED)]
}

function compareEdges(ours, theirs) {
  return EDGES.flatMap((section) => {
    const [a, b] = [ours[section] ?? {}, theirs[section] ?? {}]
    return union(Object.keys(a), Object.keys(b)).flatMap((id) => {
      if (KEPT.test(id)) return []
      const [x, y] = [a[id], b[id]].map((ids) => ids?.filter((other) => !KEPT.test(other)).sort())
      return equal(x, y) ? [] : [{ section, id, field: '', ours: x, theirs: y }]
    })
  })
}

function compareFields(section, id, field, ours, theirs) {
  if (IGNORED.has(field)) return []
  if (isObject(ours) && isObject(theirs)) {
    return union(Object.keys(ours), Object.keys(theirs)).flatMap((key) => {
      if (/^(?:config\.)?meta$/.test(field) && key === 'assay') return []
      return compareFields(section, id, field === '' ? key : `${field}.${key}`, ours[key], theirs[key])
    })
  }
  const [a, b] = [normalize(field, ours), normalize(field, theirs)]
  return equal(a, b) ? [] : [{ section, id, field, ours, theirs }]
}

function normalize(field, value) {
  if (WHITE_SPACE.has(field)) return withoutSpace(value)
  if (field === 'depends_on.nodes' && Array.isArray(value)) return value.filter((id) => !KEPT.test(id)).sort()
  if (UNORDERED.has(field) && Array.isArray(value)) return value.map((item) => JSON.stringify(item)).sort()
  return value
}

/** Every run of white space is one blank, in all texts inside. */
function withoutSpace(value) {
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim()
  if (Array.isArray(value)) return value.map(withoutSpace)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSpace(inner)]))
}

/** Differences as text, those of one field together, each with two examples or (`all`) every one. */
export function reportOf(differences, all) {
  const groups = Map.groupBy === undefined ? groupBy(differences) : Map.groupBy(differences, titleOf)
  const lines = []
  for (const [title, members] of [...groups].sort((x, y) => y[1].length - x[1].length)) {
    lines.push(`${title}: ${members.length}`)
    for (const { id, ours, theirs } of all ? members : members.slice(0, 2)) {
      lines.push(`  ${id}`, `    ours  ${show(ours, all)}`, `    dbt's ${show(theirs, all)}`)
    }
  }
  lines.push(`${differences.length} differences`)
  return `${lines.join('\n')}\n`
}

/** Columns are called by their place, not by their names, so that alike differences stand together. */
function titleOf({ section, id, field }) {
  const kind = section === 'nodes' || section === 'disabled' ? `${section} (${id.split('.')[0]})` : section
  return field === ''
    ? `${kind}: only in one, or linked otherwise`
    : `${kind}: ${field.replace(/^columns\.[^.]+/, 'columns.*')}`
}

function groupBy(differences) {
  const groups = new Map()
  for (const difference of differences) {
    const title = titleOf(difference)
    groups.set(title, [...(groups.get(title) ?? []), difference])
  }
  return groups
}

function show(value, all) {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return all || text.length <= 300 ? text : `${text.slice(0, 300)}…`
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** By value; the order of keys does not count. */
function equal(a, b) {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => equal(item, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(a[key], b[key]))
}

function without(object, keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}

function union(a, b) {
  return [...new Set([...a, ...b])]
}

function zip(a, b) {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [a[index] ?? {}, b[index] ?? {}])
}
