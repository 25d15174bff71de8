/** Ends a `switch` over a union: a forgotten kind fails to compile, and says so if types were bypassed. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`)
}
