import { Graph as DagreGraph, layout } from '@dagrejs/dagre'
import type { Thing } from '../site.ts'
import type { Neighborhood } from './neighborhood.ts'

export interface Box {
  readonly thing: Thing
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Line {
  readonly from: number
  readonly to: number
  readonly points: readonly Point[]
}

export interface Drawing {
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}

export const ROW = 34
const LETTER = 7.1
const WIDEST = 280

/** Layers from left to right, what is read before who reads it. */
export function layOut({ things, edges }: Neighborhood): Drawing {
  const graph = new DagreGraph()
  graph.setGraph({ rankdir: 'LR', ranksep: 48, nodesep: 12, edgesep: 8, marginx: 12, marginy: 12 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const thing of things)
    graph.setNode(String(thing.place), { width: Math.min(WIDEST, 44 + thing.name.length * LETTER), height: ROW })
  for (const [from, to] of edges) graph.setEdge(String(from), String(to))
  layout(graph)
  const boxes = things.map((thing): Box => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(String(thing.place))
    return { thing, x: x - width / 2, y: y - height / 2, width, height }
  })
  const byPlace = new Map(boxes.map((box) => [box.thing.place, box]))
  const lines = edges.map(([from, to]): Line => {
    const { points = [] } = graph.edge(String(from), String(to)) ?? {}
    // A line leaves a box on the right and enters one on the left, wherever dagre lets it begin and end.
    const ends = [side(byPlace.get(from), 1), ...points.slice(1, -1), side(byPlace.get(to), 0)]
    return { from, to, points: ends.filter((point) => point !== null) }
  })
  const { width = 0, height = 0 } = graph.graph()
  return { boxes, lines, width, height }
}

function side(box: Box | undefined, right: 0 | 1): Point | null {
  return box === undefined ? null : { x: box.x + right * box.width, y: box.y + box.height / 2 }
}
