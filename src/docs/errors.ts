import { AssayError, type Diagnostic } from '../base/diagnostic.ts'

export function noManifest(folder: string): Diagnostic {
  return {
    code: 'no-manifest',
    severity: 'error',
    message: `${folder} holds no manifest.json, so there is nothing to make a site of`,
    hint: "'assay docs generate' writes it; --artifacts names a folder with one that is there already",
  }
}

export function programMissing(path: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'site-program-missing',
    severity: 'error',
    message: `${path} is missing: it is the program of the docs site, and comes with the package`,
    hint: "in a copy of the repository, 'npm run build' makes it; else install the package again",
    cause,
  })
}

export function cannotListen(host: string, port: number, cause: unknown): AssayError {
  const code = (cause as NodeJS.ErrnoException | null)?.code
  const reason =
    code === 'EADDRINUSE'
      ? 'something else listens there'
      : code === 'EACCES'
        ? 'this user may not'
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
          ? 'this machine has no such address'
          : cause instanceof Error
            ? cause.message
            : String(cause)
  return new AssayError({
    code: 'cannot-listen',
    severity: 'error',
    message: `cannot serve at ${host}:${port}: ${reason}`,
    hint: '--port takes another one (0: any that is free)',
    cause,
  })
}
