import type { Database } from '../context/database.ts'
import { notConnected } from './errors.ts'

/** Where no database may be asked: a template that asks fails, and says so. */
export const NO_DATABASE: Database = {
  execute: () => Promise.reject(notConnected('a query of a template')),
  commit: () => Promise.resolve(),
  relations: () => Promise.reject(notConnected('adapter.get_relation')),
  added: () => undefined,
  dropped: () => undefined,
  renamed: () => undefined,
}
