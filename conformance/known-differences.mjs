/**
 * The rows of docs/differences.md that show in a manifest, each with the differences that it explains. Narrow on purpose:
 * what none of them explains is a fault.
 */
const KNOWN = [
  {
    row: 'A generic test called with its package',
    explains: ({ section, id, field }, { nodes }) =>
      section === 'nodes' &&
      nodes[id]?.test_metadata?.namespace != null &&
      /^(?:depends_on\.macros|config\.|unrendered_config|compiled_code)/.test(field),
  },
  {
    row: '`config:` of a group',
    explains: ({ section, field }) => section === 'groups' && field.startsWith('config'),
  },
  {
    row: 'A threshold of freshness set to null beside one that is set',
    explains: ({ field, ours, theirs }) =>
      /freshness\.(?:warn_after|error_after)/.test(field) && theirs === null && ours?.count === null,
  },
  {
    row: 'An identifier of a source with quotes in it',
    explains: ({ section, id, field }, { sources }) =>
      section === 'sources' && field === 'relation_name' && sources[id]?.identifier.includes('"'),
  },
  {
    // dbt-assertions replaces two keys of a column's `meta` by what they stand for.
    row: 'A template that changes what it reads of `model`',
    explains: ({ section, id, field }, { nodes }) =>
      section === 'nodes' &&
      /^columns\..*\bmeta\.assertions\./.test(field) &&
      /\bassertions\(/.test(nodes[id]?.raw_code ?? ''),
  },
  {
    row: "What a function's body reads with `source`",
    explains: ({ section, field }) =>
      section === 'functions' && /^(?:depends_on\.nodes|description|doc_blocks)/.test(field),
  },
]

/** The row of docs/differences.md that explains a difference of the manifests, if one does. */
export const knownAs = (difference, ours) => KNOWN.find(({ explains }) => explains(difference, ours))?.row
