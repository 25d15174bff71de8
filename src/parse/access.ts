/**
 * Who may refer to a model (https://docs.getdbt.com/docs/mesh/govern/model-access): a private one is for its group, a
 * protected one for its package where that restricts access. dbt asks it of everything that refers, tests included.
 */
import type { Diagnostic } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { Project } from '../project/project.ts'
import type { Group } from '../resources/group.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Node } from '../resources/node.ts'
import type { SemanticResource } from '../resources/semantic.ts'
import { placeOf } from './check-names.ts'
import { privateRef, protectedRef, publicEphemeral, unknownGroup } from './errors.ts'
import type { Report } from './report.ts'

interface Referring {
  readonly name: string
  readonly package: string
  readonly group?: string | null
}

interface Referred extends Referring {
  readonly kind: string
  readonly access?: string
}

/** The packages whose protected models are theirs alone. */
export function restrictedPackages({ packages }: Project): ReadonlySet<string> {
  return new Set(packages.filter(({ settings }) => settings.restrictAccess).map(({ name }) => name))
}

/** Why `from` may not refer to `to`; null when it may. */
export function forbiddance(
  from: Referring,
  to: Referred,
  restricted: ReadonlySet<string>,
  at: () => Location | undefined,
): Diagnostic | null {
  if (to.kind !== 'model') return null
  const isForeign = from.package !== to.package && restricted.has(to.package)
  if (to.access === 'private') {
    const group = from.group ?? null
    const isInside = group !== null && group === to.group
    return isInside && !isForeign ? null : privateRef(from.name, to.name, to.group ?? null, at())
  }
  return to.access === 'protected' && isForeign ? protectedRef(from.name, to.name, to.package, at()) : null
}

/** Groups that are not declared, and access that means nothing. Of functions dbt does not ask: they get a warning. */
export function checkAccess(
  nodes: Iterable<Node>,
  semantic: Iterable<SemanticResource>,
  groups: ReadonlyMap<UniqueId, Group>,
  report: Report,
): void {
  const names = new Set(Array.from(groups.values(), ({ name }) => name))
  const isUnknown = (group: string | null): group is string => group !== null && !names.has(group)
  for (const node of nodes) {
    const what = `${node.kind} '${node.name}'`
    if (isUnknown(node.group)) {
      const diagnostic = unknownGroup(node.group, what, names, placeOf(node))
      report(node.kind === 'function' ? { ...diagnostic, severity: 'warning' } : diagnostic)
    }
    if (node.kind === 'model' && node.access === 'public' && node.config.materialized === 'ephemeral')
      report(publicEphemeral(node.name, placeOf(node)))
  }
  for (const { kind, name, group, at } of semantic)
    if (isUnknown(group)) report(unknownGroup(group, `${kind.replace('_', ' ')} '${name}'`, names, at))
}
