import { type Json, jsonEquals } from '../../base/json.ts'
import type { Constraint } from '../../resources/column.ts'
import type { Contract } from '../../resources/previous-state.ts'

/**
 * Whether a model still promises the same: nothing, or the same columns, types and constraints. Checksums are of what was
 * written, before compiling puts relations in the place of what foreign keys refer to.
 */
export function sameContract(now: Contract, before: Contract): boolean {
  if (!now.enforced && !before.enforced) return true
  if (!now.enforced || !before.enforced) return false
  if (now.checksum !== null && before.checksum !== null) return now.checksum === before.checksum
  return jsonEquals(promises(now), promises(before))
}

/**
 * What readers of an earlier, enforced contract lose, in words; empty when they lose nothing. PostgreSQL enforces every
 * kind of constraint, but only tables carry them.
 */
export function brokenPromises(now: Contract, before: Contract): readonly string[] {
  if (!before.enforced || sameContract(now, before)) return []
  const broken: string[] = now.enforced ? [] : ['the contract is no longer enforced']
  for (const [name, column] of Object.entries(before.columns)) {
    const kept = now.columns[name]
    if (kept === undefined) broken.push(`column ${name} was removed`)
    else if (baseType(kept.dataType) !== baseType(column.dataType))
      broken.push(`column ${name} was ${column.dataType} and is ${kept.dataType}`)
    if (kept === undefined || !isTable(before)) continue
    for (const lost of missing(column.constraints, kept.constraints))
      broken.push(`column ${name} lost its ${lost.type}`)
  }
  if (isTable(before))
    for (const lost of missing(before.constraints, now.constraints)) broken.push(`the model lost its ${lost.type}`)
  if (isTable(before) && !isTable(now) && hasConstraints(before))
    broken.push(`it was built as ${before.materialized} and is built as ${now.materialized}, without constraints`)
  return broken
}

function promises(contract: Contract): Json {
  const table = isTable(contract) ? [contract.materialized, plain(contract.constraints)] : null
  return [plain(contract.columns), table]
}

function isTable({ materialized }: Contract): boolean {
  return materialized === 'table' || materialized === 'incremental'
}

function hasConstraints({ columns, constraints }: Contract): boolean {
  return constraints.length > 0 || Object.values(columns).some((column) => column.constraints.length > 0)
}

function missing(before: readonly Constraint[], now: readonly Constraint[]): readonly Constraint[] {
  return before.filter((one) => !now.some((other) => isSame(one, other)))
}

/** A foreign key that refers to a node may be the one that was compiled to a relation. */
function isSame(one: Constraint, other: Constraint): boolean {
  const [{ target, to, ...first }, { target: otherTarget, to: otherTo, ...second }] = [one, other]
  if (!jsonEquals(plain(first), plain(second))) return false
  return to === otherTo || (to !== null && otherTo !== null && isReference(to) !== isReference(otherTo))
}

function isReference(to: string): boolean {
  return /^(?:ref|source)\(/.test(to)
}

/** `numeric(10,2)` and `numeric(12,2)` are the same type to a contract. */
function baseType(dataType: string | null): string {
  return (dataType ?? '').split('(')[0]?.trim().toLowerCase() ?? ''
}

/** Our own records hold plain data only; their types merely do not say so key by key. */
function plain(value: object): Json {
  return value as Json
}
