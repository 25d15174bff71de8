import { toManifestJson } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { openProject } from '../open-project.ts'
import { count, enumerate } from '../print/words.ts'

/** Reads the project, says what is wrong in it, and writes `manifest.json`. */
export async function parse(call: Call): Promise<number> {
  const open = await openProject(call)
  const { manifest, invocation, target } = open
  if (open.flags.write_json)
    target.writeArtifact(
      'manifest.json',
      toManifestJson(manifest, { origin: open.origin(), quoting: invocation.quoting }),
    )
  const kinds = new Map<string, number>()
  for (const { kind } of [...manifest.nodes.values(), ...manifest.sources.values(), ...manifest.exposures.values()])
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const found = enumerate([...kinds].map(([kind, n]) => count(n, kind === 'operation' ? 'hook' : kind)))
  const seconds = (call.terminal.clock().getTime() - call.startedAt.getTime()) / 1000
  call.report.tell({ kind: 'remark', text: `${manifest.projectName}: ${found}, read in ${seconds.toFixed(2)}s` })
  return EXIT.fine
}
