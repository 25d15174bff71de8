/** What the commands about feature views share: which are meant, as they are and as they were. */

import type { DescribedView } from '../artifacts/assay/compare-feature-views.ts'
import { describeFeatureView, featureViewOf, readAssay } from '../assay.ts'
import type { Model } from '../resources/node.ts'
import type { Call } from './command.ts'
import { noFeatureViews, noState, unknownFeatureView } from './errors.ts'
import type { OpenProject } from './open-project.ts'
import { artifactIn } from './previous-state.ts'

/** A feature view with its node. */
export interface NamedView {
  readonly node: Model
  readonly view: DescribedView
}

/** All feature views that are switched on, by name. Throws where there are none. */
export function allViews({ manifest }: OpenProject): readonly NamedView[] {
  const views = [...manifest.nodes.values()].flatMap((node): readonly NamedView[] => {
    const view = featureViewOf(node)
    return node.kind === 'model' && view !== null
      ? [{ node, view: describeFeatureView(view) as DescribedView }] // what readAssay reads
      : []
  })
  if (views.length === 0) throw noFeatureViews()
  return views.sort((a, b) => (a.node.id < b.node.id ? -1 : 1))
}

export function viewNamed(open: OpenProject, name: string): NamedView {
  const views = allViews(open)
  const found = views.find(({ node }) => node.name === name || node.id === name)
  if (found !== undefined) return found
  throw unknownFeatureView(
    name,
    views.map(({ node }) => node.name),
  )
}

/** The feature view of a name in the `assay.json` of an earlier run. */
export function earlierView({ terminal }: Call, folder: string, name: string): DescribedView {
  const file = artifactIn(terminal.cwd, folder, 'assay.json')
  if (file === null) throw noState(folder, 'assay.json')
  const { resources } = readAssay(file.text, { file: file.path })
  const views = Object.entries(resources).flatMap(([id, { feature_view: view }]) =>
    view === undefined ? [] : [{ id, name: id.slice(id.lastIndexOf('.') + 1), view }],
  )
  const found = views.find((one) => one.name === name || one.id === name)
  if (found !== undefined) return found.view
  throw unknownFeatureView(
    name,
    views.map((one) => one.name),
    file.path,
  )
}
