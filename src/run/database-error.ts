import type { WarehouseError } from '../warehouse/warehouse.ts'

/** A WarehouseError, if that is what was thrown. By name: this room knows the port's types only, not its code. */
export function asDatabaseError(thrown: unknown): WarehouseError | undefined {
  return thrown instanceof Error && thrown.name === 'WarehouseError' ? (thrown as WarehouseError) : undefined
}

/** True when the server answered with one of these SQLSTATEs. */
export function hasCode(thrown: unknown, ...codes: readonly string[]): boolean {
  const error = asDatabaseError(thrown)
  return error !== undefined && codes.includes(error.code)
}

/** SQLSTATEs this room acts on. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const SQLSTATE = {
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  notNullViolation: '23502',
  uniqueViolation: '23505',
  undefinedColumn: '42703',
  ambiguousColumn: '42702',
  undefinedTable: '42P01',
  undefinedFunction: '42883',
  duplicateTable: '42P07',
  invalidTableDefinition: '42P16',
  invalidFunctionDefinition: '42P13',
  dependentObjectsStillExist: '2BP01',
  insufficientPrivilege: '42501',
  wrongObjectType: '42809',
  reservedName: '42939',
  syntaxError: '42601',
  invalidForeignKey: '42830',
  internalError: 'XX000',
} as const
