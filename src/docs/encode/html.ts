import { createHash } from 'node:crypto'

/** The program of the site and its looks. */
export interface SiteProgram {
  readonly script: string
  readonly style: string
  /** Of the packages that the program holds. */
  readonly licences: string
}

/** What any page may do: load what lies beside it, and nothing else; no text may become a script or an element. */
const POLICY = [
  "default-src 'none'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types assay',
]

export interface PageOptions {
  /** Where the files of the site lie, from the page on: `site/`, or nothing. */
  readonly folder: string
  /** An address that tells when there is news; only a server has one. */
  readonly live?: string
}

/** The one page of the site, with its files beside it. */
export function htmlPage({ folder, live }: PageOptions): string {
  const policy = [
    ...POLICY,
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${live === undefined ? "'none'" : "'self'"}`,
  ]
  return document([
    policyTag(policy),
    ...(live === undefined ? [] : [`<meta name="assay-live" content="${live}">`]),
    `<link rel="icon" href="${folder}icon.svg" type="image/svg+xml">`,
    `<link rel="stylesheet" href="${folder}app.css">`,
    `<script src="${folder}app.js" defer></script>`,
  ])
}

/** All in one file: program, looks and data; the policy names the program and the looks by their hashes. */
export function singlePage({ script, style }: SiteProgram, parts: Iterable<readonly [string, string]>): string {
  const code = script.replaceAll('</script', '<\\/script')
  const policy = [...POLICY, `script-src ${hashOf(code)}`, `style-src ${hashOf(style)}`, "connect-src 'none'"]
  const data = Array.from(parts, ([name, json]) => `<script type="application/json" id="part-${name}">${json}</script>`)
  return document([policyTag(policy), `<style>${style}</style>`], [...data, `<script>${code}</script>`])
}

function document(head: readonly string[], body: readonly string[] = []): string {
  const lines = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    ...head,
    '<title>Assay</title>',
    '</head>',
    '<body>',
    '<noscript>This page is drawn by a script that lies beside it.</noscript>',
    ...body,
    '</body>',
    '</html>',
  ]
  return `${lines.join('\n')}\n`
}

function policyTag(policy: readonly string[]): string {
  return `<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
