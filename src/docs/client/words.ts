import type { PageKind } from '../site-data.ts'

const KINDS: Readonly<Record<PageKind, readonly [one: string, several: string]>> = {
  model: ['model', 'models'],
  source: ['source', 'sources'],
  seed: ['seed', 'seeds'],
  snapshot: ['snapshot', 'snapshots'],
  exposure: ['exposure', 'exposures'],
  metric: ['metric', 'metrics'],
  semantic_model: ['semantic model', 'semantic models'],
  saved_query: ['saved query', 'saved queries'],
  test: ['test', 'tests'],
  unit_test: ['unit test', 'unit tests'],
  analysis: ['analysis', 'analyses'],
  function: ['function', 'functions'],
  macro: ['macro', 'macros'],
  operation: ['hook', 'hooks'],
}

/** The kinds in the order in which they are listed. */
export const KIND_ORDER = Object.keys(KINDS) as readonly PageKind[]

export function kindName(kind: PageKind): string {
  return KINDS[kind][0]
}

export function kindNames(kind: PageKind): string {
  return KINDS[kind][1]
}

const TYPES: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time without time zone': 'time',
  'double precision': 'float8',
}

/** A type of PostgreSQL by its short name, array and length kept: `character varying(20)[]` is `varchar(20)[]`. */
export function typeName(type: string): string {
  const [, name = '', rest = ''] = /^([a-z ]+?)((?:\(.*\))?(?:\[\])*)$/.exec(type) ?? []
  const short = TYPES[name] ?? name.replace('character varying', 'varchar')
  return name === '' ? type : short + rest
}

/** Whether a status tells of something that went wrong, or was found to be. */
export function isBad(status: string): boolean {
  return /fail|error|leak/.test(status)
}

export function count(number: number, one: string, several = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : several}`
}

/** `1.4 s`, `12 min`, `3 hours`, `5 days` */
export function length(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} hours`
  return `${Math.round(seconds / 86_400)} days`
}

/** A moment of the artifacts in the reader's own time; as it stands, where it is none. */
export function moment(text: string): string {
  const at = new Date(text)
  if (text === '' || Number.isNaN(at.getTime())) return text
  return at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}
