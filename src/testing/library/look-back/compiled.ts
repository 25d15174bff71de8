import { compileNode, createCompiler } from '../../../assay.ts'
import { quoteIdentifier } from '../../../resources/relation.ts'
import { load, withFiles } from '../../load-project.ts'

const SOURCES = `
sources:
  - name: made
    tables:
      - name: asked
        config: {event_time: asked}
      - name: told
        config: {entity: [a, b], event_time: happened}
      - name: ahead
        config: {entity: [a, b], event_time: happened, knowledge_time: known, known_in_advance: true}
`

/** The SQL of calls by name. It reads the tables `asked` and `told`, whatever they are. */
export async function compiledCalls(calls: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const models = Object.entries(calls).map(([name, call]) => [`models/${name}.sql`, `{{ ${call} }}`])
  await using folder = await withFiles({ 'models/sources.yml': SOURCES, ...Object.fromEntries(models) })
  const { project, manifest, invocation } = await load(folder)
  const compiler = createCompiler(project, manifest, invocation)
  const made = new Map<string, string>()
  for (const node of manifest.nodes.values()) {
    if (node.kind !== 'model') continue
    const { code } = await compileNode(compiler, node)
    const schema = `${quoteIdentifier(project.target.database)}."made".`
    made.set(node.name, code.text.replaceAll(`${schema}"ahead"`, 'told').replaceAll(schema, ''))
  }
  return made
}
