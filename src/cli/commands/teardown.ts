import { openWarehouse, storedRelation, teardown as tearDown } from '../../assay.ts'
import type { RelationName } from '../../resources/relation.ts'
import { type Call, EXIT } from '../command.ts'
import { noTargetSchema, schemasInUse } from '../errors.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { count, enumerate } from '../print/words.ts'

/** Drops the schemas that were made for `--target-schema`, and what runs built in them. */
export async function teardown(call: Call): Promise<number> {
  const { terminal, report, flags } = call
  if (flags.target_schema === null) throw noTargetSchema()
  const open = await openProject(call)
  const { project } = open
  await using warehouse = await openWarehouse(project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  const found = await tearDown({
    warehouse,
    target: { name: flags.target_schema, project: project.settings.name },
    known: builtRelations(open),
    dryRun: flags.dry_run,
  })
  const { schemas, things, strangers, readers } = found
  if (strangers.length > 0 || readers.length > 0) throw schemasInUse(flags.target_schema, strangers, readers)
  const text =
    schemas.length === 0
      ? `no schema was made for ${flags.target_schema}: nothing to drop`
      : `${flags.dry_run ? 'would drop' : 'dropped'} ${enumerate(schemas)}, with ${count(things.length, 'thing')} in ${schemas.length === 1 ? 'it' : 'them'}`
  const lines = flags.dry_run ? [text, ...things.map((thing) => `  ${thing}`)] : [text]
  report.tell({ kind: 'remark', text: lines.join('\n') })
  return EXIT.fine
}

/** What the project builds, the kept failures of its tests too. */
function builtRelations({ manifest }: Pick<OpenProject, 'manifest'>): readonly RelationName[] {
  return [...manifest.nodes.values()].flatMap((node) =>
    node.kind === 'test' || node.kind === 'function' ? [node.relation] : (storedRelation(node) ?? []),
  )
}
