import type { BesideCode, CompiledNode } from '../../compile/compiler.ts'
import type { Made } from '../../resources/describe.ts'
import type { Node } from '../../resources/node.ts'
import { type Runnable, versionedName } from '../../resources/unit-test.ts'
import type { NodeResult } from '../../run/result.ts'

/** What `compile` made of a node, to go into the manifest. `targetPath` is as the project file spells it. */
export function madeByCompiling({ node, code, overloads, ...beside }: CompiledNode, targetPath: string): Made {
  return {
    code: code.text,
    ...described(beside),
    compiledPath: code.text === '' ? null : compiledPath(node, targetPath),
    buildPath: null,
    ...(overloads === undefined ? {} : { overloadCode: overloads.map(({ text }) => text) }),
  }
}

/** The same of a run; `written` says that its statements lie at `runPath`. */
export function madeByRunning(
  node: Node,
  { compiledCode, overloads, place }: Pick<NodeResult, 'compiledCode' | 'overloads' | 'place'>,
  targetPath: string,
  written: boolean,
  beside: BesideCode = { ctes: [] },
): Made {
  return {
    code: compiledCode,
    ...described(beside),
    compiledPath: compiledCode === null || compiledCode === '' ? null : compiledPath(node, targetPath),
    buildPath: written ? runPath(node, targetPath) : null,
    ...(overloads === undefined ? {} : { overloadCode: overloads.code }),
    ...(place === undefined ? {} : { place }),
  }
}

function described({ ctes, foreignKeys }: BesideCode): Pick<Made, 'ctes' | 'foreignKeys'> {
  return {
    ctes: ctes.map((cte) => ({ id: cte.id, sql: cte.code.text })),
    ...(foreignKeys === undefined ? {} : { foreignKeys }),
  }
}

/** Where a node's compiled SQL is written, with `/`, from the project's folder on; or that of one of its batches. */
export function compiledPath(node: Runnable, targetPath: string, batch?: string): string {
  return `${targetPath}/compiled/${batch === undefined ? fileOf(node) : batchFile(fileOf(node), batch)}`
}

/** Where the statements that built a node, or a batch of it, are written. */
export function runPath(node: Runnable, targetPath: string, batch?: string): string {
  return `${targetPath}/run/${batch === undefined ? fileOf(node) : batchFile(fileOf(node), batch)}`
}

/** `models/orders.sql` → `models/orders/orders_2020-01-01.sql` */
function batchFile(file: string, batch: string): string {
  const folder = file.replace(/\.[^./]*$/, '')
  return `${folder}/${baseName(folder)}_${batch}${file.slice(folder.length)}`
}

/** Nodes that share a file (generic tests, snapshots, hooks) each get one below a folder of that file's name. */
function fileOf(node: Runnable): string {
  if (node.kind === 'unit_test') {
    const folder = node.originalPath.slice(0, node.originalPath.lastIndexOf('/') + 1)
    return `${node.package}/${node.originalPath}/${folder}${versionedName(node)}.sql`
  }
  const { package: owner, originalPath, path } = node
  if (node.kind === 'snapshot') return `${owner}/${originalPath}/${node.name}.sql`
  // One that stands in the file of a model: there a folder of that name cannot be.
  if (node.kind === 'test' && node.generic !== null && originalPath.endsWith('.sql'))
    return `${owner}/${originalPath.slice(0, -'.sql'.length)}/${path}`
  return baseName(path) === baseName(originalPath) ? `${owner}/${originalPath}` : `${owner}/${originalPath}/${path}`
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
