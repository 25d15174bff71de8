/** The versions of dbt's formats that we write and read. */
const VERSIONS = { manifest: 12, 'run-results': 6, catalog: 1, sources: 3 } as const

export type ArtifactName = keyof typeof VERSIONS

/** What stands in `metadata.dbt_schema_version`; it names a format and is never fetched. */
export function schemaUrl(artifact: ArtifactName): string {
  return `https://schemas.getdbt.com/dbt/${artifact}/v${VERSIONS[artifact]}.json`
}
