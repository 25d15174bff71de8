import { didYouMean } from '../../base/near-miss.ts'
import { RelationValue } from '../../context/relation-value.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Source } from '../../resources/source.ts'
import type { CompilerOptions } from '../compiler.ts'
import { invalidInput, unforeseenRef, unknownInput } from '../errors.ts'
import { ownerOf } from '../owner.ts'
import { isReferable, type Referable } from '../references.ts'
import type { Scopes } from '../scopes.ts'
import type { UnitTestHost } from './unit-test-host.ts'

/** What the compiler of a manifest lends to that of its unit tests. */
export function lendToUnitTests(options: CompilerOptions, { library, graph, references }: Scopes): UnitTestHost {
  const { manifest, invocation, vars, selected, write } = options
  const byId = (id: UniqueId): Referable | Source | undefined => {
    const node = manifest.nodes.get(id)
    return node === undefined || !isReferable(node) ? manifest.sources.get(id) : node
  }
  return {
    invocation,
    vars,
    library: library,
    graph: graph,
    selected,
    write,
    byId,
    ownerOf,
    modelOf: (test) => {
      const model = byId(test.dependsOn.nodes[0] ?? test.id)
      if (model?.kind !== 'model') throw new Error(`${test.id} has no model`)
      return model
    },
    standing: (test, model, { input, target, inputAt }) => {
      if (target === null) throw invalidInput(input, test.name, inputAt)
      if (target.kind === 'this') return model
      const found =
        target.kind === 'ref'
          ? references.directory.node(target.ref, test.package)
          : references.directory.source(target.source, test.package)
      if (found !== undefined && found !== 'disabled') return found
      const { nodeNames, sourceNames } = references.directory
      const hint =
        found === 'disabled'
          ? "it is disabled: enable it (config 'enabled')"
          : target.kind === 'ref'
            ? didYouMean(target.ref.name, nodeNames)
            : didYouMean(`${target.source.source}.${target.source.table}`, sourceNames)
      throw unknownInput(input, test.name, hint, inputAt)
    },
    refTarget: (ref, packageName) => references.find(ref, packageName),
    sourceTarget: (ref, packageName) => references.findSource(ref, packageName),
    function: (name, from, packageName, connection) => references.function(name, from, packageName, connection),
    deferred: ({ id, relation }) => {
      const elsewhere = options.deferral?.relations.get(id)
      return elsewhere === undefined || relation === null ? null : RelationValue.from({ ...relation, ...elsewhere })
    },
    refusedRef: (ref, test) => {
      throw unforeseenRef(ref, ownerOf(test))
    },
  }
}
