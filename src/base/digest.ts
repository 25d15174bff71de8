import { hash } from 'node:crypto'

/** Hex SHA-256 of UTF-8 text. */
export function sha256(text: string): string {
  return hash('sha256', text)
}

/** Hex MD5 of UTF-8 text: names and ids that dbt derives this way, never for security. */
export function md5(text: string): string {
  return hash('md5', text)
}
