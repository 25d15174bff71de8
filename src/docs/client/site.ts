import { shardName, shardOf } from '../shard.ts'
import { PARTS, type Page, type PageKind, type Shard, type SiteGraph, type SiteIndex } from '../site-data.ts'
import type { Part } from './parts.ts'

/** One thing with a page, as lists and graphs show it. */
export interface Thing {
  /** Its place in the index, the graph and the texts. */
  readonly place: number
  readonly id: string
  readonly kind: PageKind
  readonly name: string
  readonly packageName: string
  readonly folder: string
  readonly schema: string
  readonly type: string
  readonly status: string
  readonly tags: readonly string[]
}

/** The site in the browser: what is known at once, and what can be asked for. */
export interface Site {
  readonly index: SiteIndex
  readonly things: readonly Thing[]
  readonly byId: ReadonlyMap<string, Thing>
  readonly part: Part
  page(id: string): Promise<Page | null>
  graph(): Promise<Graph>
}

/** Who reads whom, both ways, by places. */
export interface Graph {
  readonly parents: SiteGraph
  readonly children: SiteGraph
}

export async function openSite(part: Part): Promise<Site> {
  const index = await part<SiteIndex>(PARTS.index)
  const word = (number: number): string => index.words[number] ?? ''
  const things = index.entries.map(
    ([id, kind, name, packageName, folder, schema, type, status, tags], place): Thing => ({
      place,
      id,
      kind: word(kind) as PageKind, // the encoder wrote it
      name,
      packageName: word(packageName),
      folder: word(folder),
      schema: word(schema),
      type: word(type),
      status: word(status),
      tags: tags.map(word),
    }),
  )
  let graph: Promise<Graph> | undefined
  return {
    index,
    things,
    byId: new Map(things.map((thing) => [thing.id, thing])),
    part,
    async page(id) {
      const shard = await part<Shard>(shardName(shardOf(id, index.shards)))
      return Object.hasOwn(shard, id) ? (shard[id] ?? null) : null
    },
    graph() {
      graph ??= part<SiteGraph>(PARTS.graph).then((parents) => ({ parents, children: turned(parents) }))
      return graph
    },
  }
}

function turned(parents: SiteGraph): SiteGraph {
  const children = parents.map((): number[] => [])
  for (const [child, all] of parents.entries()) for (const parent of all) children[parent]?.push(child)
  return children
}
