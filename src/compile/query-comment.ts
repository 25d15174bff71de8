/**
 * `query-comment`: what every statement says of who sent it, so that the server's own lists and logs tell too.
 * https://docs.getdbt.com/reference/project-configs/query-comment
 */
import { DBT_VERSION } from '../context/invocation.ts'
import type { Environment } from '../jinja/environment.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate, type Template } from '../jinja/template.ts'
import type { Target } from '../resources/connection.ts'
import type { UniqueId } from '../resources/ids.ts'
import { brokenQueryComment } from './errors.ts'

/** A comment without its marks, before or behind the statement. */
export interface StatementComment {
  readonly text: string
  readonly append: boolean
}

/** dbt's own: for whom, and with which connection where no node is at work. */
export function defaultComment({ profileName, name }: Target, node: UniqueId | null): string {
  const about = {
    app: 'dbt',
    dbt_version: DBT_VERSION,
    profile_name: profileName,
    target_name: name,
    ...(node === null ? { connection_name: MAIN } : { node_id: node }),
  }
  const parts = Object.entries(about).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
  return checked(`{${parts.join(', ')}}`)
}

/** What dbt calls the connection of no node. */
export const MAIN = 'master'

/** The template of a project as the body of a macro, so that `return` gives the comment, as in dbt. */
export function commentTemplate(text: string): Template {
  const head = '{%- macro query_comment_macro(connection_name, node) -%}'
  const call = '{{- query_comment_macro(connection_name, node) -}}'
  return parseTemplate(`${head}${text}{%- endmacro -%}${call}`, '<query-comment>')
}

export async function renderComment(template: Template, scope: Environment): Promise<string> {
  return checked((await renderTemplate(template, scope)).text)
}

function checked(text: string): string {
  if (text.includes('*/')) throw brokenQueryComment(text.trim())
  return text.trim()
}
