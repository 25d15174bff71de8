/**
 * The identity of a resource, as dbt spells it: `<kind>.<package>.<name>`, e.g. `model.shop.orders`,
 * `source.shop.raw.orders`, `test.shop.not_null_orders_id.1f2e3d4c5b`, `macro.dbt.ref`.
 */
export type UniqueId = string & { readonly __brand: 'UniqueId' }

/** Joins the parts of an id. Only makers of resources and readers of artifacts may call it. */
export function uniqueId(...parts: readonly string[]): UniqueId {
  return parts.join('.') as UniqueId
}
