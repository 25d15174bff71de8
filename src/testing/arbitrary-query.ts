/** Queries made up for tests: any of them runs, over three small tables of whole numbers. */
import fc from 'fast-check'

/** Tables and their columns; all are integers. */
export const TABLES: Readonly<Record<string, readonly string[]>> = {
  a: ['id', 'k', 'x', 'y'],
  b: ['id', 'k', 'z'],
  'C d': ['k', 'w', 'Big'],
}

interface Item {
  readonly alias: string
  readonly columns: readonly string[]
}

interface Made {
  readonly sql: string
  readonly columns: readonly string[]
}

/** One of several; a number below a bound. */
interface Dice {
  pick<T>(values: readonly T[]): T
  below(bound: number): number
}

export const arbitraryQuery: fc.Arbitrary<string> = fc.gen().map((g) => {
  const below = (bound: number): number => g(fc.nat, bound - 1)
  const dice: Dice = { below, pick: (values) => values[below(values.length)] as (typeof values)[number] } // it is below
  return query({ dice, depth: 2, names: { next: 0 }, ctes: [], outer: [] }).sql
})

interface World {
  readonly dice: Dice
  readonly depth: number
  readonly names: { next: number }
  readonly ctes: readonly Item[]
  /** What may be named from around. */
  readonly outer: readonly Item[]
}

const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`)
const list = (n: number, make: (at: number) => string): string =>
  Array.from({ length: n }, (_, at) => make(at)).join(', ')

function fresh({ names }: World): string {
  return `r${names.next++}`
}

/** A query of some columns, or of `width`. */
function query(world: World, width?: number): Made {
  const { dice, depth } = world
  const form = depth > 0 ? dice.below(10) : 9
  if (form === 0) return setOperation(world, width)
  if (form === 1) return withCte(world, width)
  if (form === 2 && width === undefined) return recursive(world)
  return plain(world, width)
}

function setOperation(world: World, width = 1 + world.dice.below(3)): Made {
  const inner = { ...world, depth: world.depth - 1 }
  const left = query(inner, width)
  const right = query(inner, width)
  const operator = world.dice.pick(['union all', 'union all', 'union', 'intersect', 'except'])
  return { sql: `(${left.sql}) ${operator} (${right.sql})`, columns: left.columns }
}

function withCte(world: World, width?: number): Made {
  const name = fresh(world)
  const held = query({ ...world, depth: world.depth - 1 })
  const renames = world.dice.below(2) === 0
  const columns = renames ? held.columns.map((_, at) => `n${at}`) : held.columns
  const head = renames ? `${name}(${columns.join(', ')})` : name
  const rest = plain({ ...world, depth: world.depth - 1, ctes: [...world.ctes, { alias: name, columns }] }, width)
  return { sql: `with ${head} as (${held.sql}) ${rest.sql}`, columns: rest.columns }
}

function recursive(world: World): Made {
  const name = fresh(world)
  const { dice } = world
  const first = `select id, x, 0 from a where k < ${dice.below(4)}`
  const next = `select b.id, ${dice.pick([`${name}.v`, 'b.z', `${name}.v + b.z`])}, n + 1 from ${name} join b on b.k = ${name}.id where n < 2`
  const sql = `with recursive ${name}(id, v, n) as (${first} union all ${next}) select * from ${name}`
  return { sql, columns: ['id', 'v', 'n'] }
}

function plain(world: World, width?: number): Made {
  const { dice } = world
  const { sql: from, items } = fromClause(world)
  const inside: World = { ...world, depth: Math.max(0, world.depth - 1), outer: [...world.outer, ...items] }
  const value = (): string => expression(inside, items)
  const where = dice.below(3) === 0 ? ` where ${condition(inside, items)}` : ''
  const form = dice.below(6)
  if (form === 0) {
    const keys = Array.from({ length: 1 + dice.below(2) }, () => column(dice, items))
    const n = width ?? 1 + dice.below(3)
    const targets = list(n, (at) => `${dice.below(3) === 0 ? dice.pick(keys) : aggregate(inside, items)} as c${at}`)
    return { sql: `select ${targets} from ${from}${where} group by ${keys.join(', ')}`, columns: names(n) }
  }
  if (form === 1 && width === undefined) {
    const one = dice.pick(items)
    return { sql: `select ${one.alias}.* from ${from}${where}`, columns: one.columns }
  }
  const n = width ?? 1 + dice.below(4)
  const distinct = dice.pick(['', '', '', 'distinct '])
  const targets = list(
    n,
    (at) => `${distinct === '' && dice.below(4) === 0 ? windowed(inside, items) : value()} as c${at}`,
  )
  // Only an order without ties lets `limit` choose the same rows each time.
  const limit = dice.below(6) === 0 ? ` order by ${list(n, (at) => `${at + 1}`)} limit 3` : ''
  return { sql: `select ${distinct}${targets} from ${from}${where}${limit}`, columns: names(n) }
}

function names(n: number): readonly string[] {
  return Array.from({ length: n }, (_, at) => `c${at}`)
}

function fromClause(world: World): { readonly sql: string; readonly items: readonly Item[] } {
  const { dice } = world
  const first = item(world)
  let sql = first.sql
  const items = [first.item]
  if (dice.below(2) === 0) {
    const form = dice.below(5)
    const alias = fresh(world)
    if (form === 0) {
      sql += ` cross join lateral generate_series(1, least(abs(${column(dice, items)}), 2)) as ${alias}(g)`
      items.push({ alias, columns: ['g'] })
    } else if (form === 1) {
      const inner = query({ ...world, depth: 0, outer: [...world.outer, ...items] })
      sql += ` left join lateral (${inner.sql}) as ${alias} on true`
      items.push({ alias, columns: inner.columns })
    } else {
      const second = item(world)
      const common = first.item.columns.filter((name) => second.item.columns.includes(name))
      const on = `on ${qualified(dice, items)} = ${qualified(dice, [second.item])}`
      const using = common[0] !== undefined && dice.below(2) === 0 ? `using (${quoted(common[0])})` : on
      sql += ` ${dice.pick(['join', 'left join'])} ${second.sql} ${using}`
      items.push(second.item)
    }
  }
  return { sql, items }
}

function item(world: World): { readonly sql: string; readonly item: Item } {
  const { dice } = world
  const alias = fresh(world)
  const cte = world.ctes.at(-1)
  if (cte !== undefined && dice.below(2) === 0)
    return { sql: `${cte.alias} as ${alias}`, item: { alias, columns: cte.columns } }
  if (world.depth > 0 && dice.below(3) === 0) {
    const inner = query({ ...world, depth: world.depth - 1, outer: [] })
    return { sql: `(${inner.sql}) as ${alias}`, item: { alias, columns: inner.columns } }
  }
  if (dice.below(8) === 0)
    return { sql: `(values (1, 2), (2, 3)) as ${alias}(p, q)`, item: { alias, columns: ['p', 'q'] } }
  const name = dice.pick(Object.keys(TABLES))
  return { sql: `${quoted(name)} as ${alias}`, item: { alias, columns: TABLES[name] ?? [] } }
}

function qualified(dice: Dice, items: readonly Item[]): string {
  const { alias, columns } = dice.pick(items)
  return `${alias}.${quoted(dice.pick(columns))}`
}

/** `r1.x`, and only `x` where nothing else is called so. */
function column(dice: Dice, items: readonly Item[]): string {
  const one = dice.pick(items)
  const name = dice.pick(one.columns)
  const isAlone = items.flatMap(({ columns }) => columns).filter((other) => other === name).length === 1
  return isAlone && dice.below(2) === 0 ? quoted(name) : `${one.alias}.${quoted(name)}`
}

function expression(world: World, items: readonly Item[]): string {
  const { dice } = world
  const one = (): string => column(dice, items)
  switch (dice.below(world.depth > 0 ? 11 : 8)) {
    case 0:
      return `${one()} + ${one()}`
    case 1:
      return `coalesce(${one()}, ${one()})`
    case 2:
      return `case when ${one()} > 1 then ${one()} else ${one()} end`
    case 3: {
      const { alias, columns } = dice.pick(items)
      return `(to_jsonb(${alias}) ->> '${columns[0] ?? ''}')::int`
    }
    case 4:
      return `length(${one()}::text)`
    case 8:
      return `(select max(s.${dice.pick(['x', 'y'])}) from a as s where s.k = ${one()})`
    case 9:
      return `case when exists (select 1 from b as s where s.z = ${one()}) then 1 else 0 end`
    case 10:
      return `(array(select s.w from "C d" as s where s.k = ${one()} order by 1))[1]`
    default:
      return one()
  }
}

function aggregate(world: World, items: readonly Item[]): string {
  const { dice } = world
  const one = (): string => column(dice, items)
  return dice.pick([
    `sum(${one()})::int`,
    `max(${one()})`,
    'count(*)::int',
    `(count(*) filter (where ${one()} > 1))::int`,
    `(array_agg(${one()} order by ${one()}, ${one()}))[1]`,
    `count(distinct ${one()})::int`,
  ])
}

function windowed(world: World, items: readonly Item[]): string {
  const { dice } = world
  const one = (): string => column(dice, items)
  return dice.pick([
    `(sum(${one()}) over (partition by ${one()}))::int`,
    `(rank() over (partition by ${one()} order by ${one()}))::int`,
    `(count(*) over (order by ${one()}))::int`,
  ])
}

function condition(world: World, items: readonly Item[]): string {
  const { dice } = world
  const one = (): string => column(dice, items)
  return dice.pick([
    `${one()} > 0`,
    `${one()} <> ${one()}`,
    `${one()} in (select s.k from b as s where s.z > 0)`,
    `exists (select 1 from a as s where s.x = ${one()})`,
    `${one()} is null`,
  ])
}
