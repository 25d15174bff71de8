import { sha256 } from '../../base/digest.ts'
import { type Graph, resourceOf } from '../../graph/graph.ts'
import { ancestors } from '../../graph/walk.ts'
import { calledMacros } from '../../resources/called-macros.ts'
import { clocksOf } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'

/**
 * What a training set is made by, as one hash: the code of it and of every model and snapshot before it as written, the
 * macros they call (the library's too), what is declared of time and of the set itself, and the project's vars.
 * The day it is built as of is no part of it.
 */
export function codeHash(graph: Graph, model: Model, vars: unknown): string {
  const ids = [...new Set([...ancestors(graph, [model.id]), model.id])].sort()
  const parts: unknown[] = [vars]
  const macros = new Set<UniqueId>()
  for (const id of ids) {
    const resource = resourceOf(graph, id)
    switch (resource.kind) {
      case 'model':
      case 'snapshot': {
        const clocks = clocksOf(resource)
        const declared = resource.kind === 'model' ? resource.declared : undefined
        parts.push([id, resource.rawCode, resource.unrenderedConfig, plain(clocks), plain(declared ?? null)])
        for (const macro of resource.dependsOn.macros) macros.add(macro)
        break
      }
      case 'source':
      case 'seed':
        parts.push([id, plain(clocksOf(resource))])
        break
      case 'function':
        parts.push([id, resource.rawCode])
        break
      default:
        break
    }
  }
  for (const id of [...calledMacros(graph.manifest, macros)].sort())
    parts.push([id, graph.manifest.macros.get(id)?.code])
  return sha256(JSON.stringify(parts))
}

/** Maps as lists; places in files left out. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'at' ? undefined : inner instanceof Map ? [...inner] : inner,
    ),
  )
}
