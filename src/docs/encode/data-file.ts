/**
 * A part of the site's data as a script: browsers let a page opened as a file load scripts, and nothing else. The data is
 * JSON inside of a string, so that no key of it, `__proto__` say, can mean anything to JavaScript.
 */
export function dataFile(name: string, value: unknown): string {
  const json = JSON.stringify(value)
  return `assayPart('${name}','${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}')\n`
}

/** JSON that may stand inside of an HTML `script` element. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
