/** The comment every statement carries: dbt's own JSON, none, or a template of the project's. */
export type QueryComment =
  | { readonly kind: 'default'; readonly append: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'template'; readonly template: string; readonly append: boolean }
