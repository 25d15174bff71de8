/** What goes wrong in this room whatever the database. Codes are SQLSTATEs where PostgreSQL has a fitting one. */
import { WarehouseError } from './warehouse.ts'

export function cancelled(cause?: unknown): WarehouseError {
  return new WarehouseError('the statement was cancelled', { code: '57014', cause })
}

export function warehouseClosed(description: string): WarehouseError {
  return new WarehouseError(`the connections to ${description} were closed`, { code: '08003' })
}

export function sessionGivenBack(): WarehouseError {
  return new WarehouseError('the session was given back and cannot be used any more', { code: '08003' })
}

export function sessionBroken(description: string, cause?: unknown): WarehouseError {
  return new WarehouseError(`the connection to ${description} was lost`, {
    code: '08006',
    connectionLost: true,
    hint: 'the server may have been restarted, or something on the way ended the connection; run the command again',
    cause,
  })
}
