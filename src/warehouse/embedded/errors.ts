import { WarehouseError } from '../warehouse.ts'

/** Another process has the folder open; its id when it told us. */
export function databaseInUse(folder: string, owner: number | null, own: boolean): WarehouseError {
  const who = own ? 'this process, which opened it before' : owner === null ? 'another process' : `process ${owner}`
  return new WarehouseError(`the database in ${folder} is in use by ${who}`, {
    code: '55006',
    hint: own
      ? 'the embedded database allows one connection: close the first one'
      : 'the embedded database serves one process at a time: wait for the other to end, or end it',
  })
}

export function layoutTooNew(folder: string, layout: number, known: number): WarehouseError {
  return new WarehouseError(
    `the database in ${folder} was written by a newer version of Assay (layout ${layout}, this one knows ${known})`,
    { code: '55000', hint: 'use that version, or remove the folder and build again' },
  )
}

export function layoutUnreadable(folder: string, text: string): WarehouseError {
  return new WarehouseError(`the file 'version' in ${folder} does not hold a version: '${text.slice(0, 40)}'`, {
    code: '55000',
    hint: 'remove the folder and build again, unless it holds something that is not of Assay',
  })
}

export function otherPostgres(folder: string, found: string, embedded: string): WarehouseError {
  return new WarehouseError(
    `the database in ${folder} was written by PostgreSQL ${found}, and this version of Assay embeds PostgreSQL ${embedded}`,
    { code: '55000', hint: 'remove the folder and build again, or use the version of Assay that wrote it' },
  )
}

export function folderUnusable(folder: string, cause: unknown): WarehouseError {
  const { code, message } = cause as NodeJS.ErrnoException // only used where node:fs throws
  return new WarehouseError(`the database folder ${folder} cannot be used: ${message}`, {
    code: code ?? '58030',
    hint: 'the folder must be writable and its disk must have room',
    cause,
  })
}

export function didNotStart(message: string, log: readonly string[]): WarehouseError {
  return new WarehouseError(`the embedded database did not start: ${message}`, {
    code: '08001',
    detail: log.length === 0 ? null : log.join('\n'),
    connectionLost: true,
    hint: 'if its files were damaged, remove the folder and build again',
  })
}

export function broken(message: string, log: readonly string[]): WarehouseError {
  return new WarehouseError(`the embedded database stopped working: ${message}`, {
    code: '08006',
    detail: log.length === 0 ? null : log.join('\n'),
    connectionLost: true,
    hint: 'what was committed is kept where the data live in a folder; run the command again',
  })
}
