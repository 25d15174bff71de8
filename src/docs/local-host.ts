const HERE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

/** True for the names under which only this machine itself is reached. */
export function isLocal(host: string): boolean {
  return HERE.has(host)
}
