/**
 * What the schema `assay` holds, step by step. A step that was released is never changed: what comes later is another
 * step. `assay.migrations` says which were taken.
 */
export const MIGRATIONS: readonly string[] = [
  `
create table assay.training_sets (
  schema_name text not null,
  view_name text not null,
  version text not null,
  name text not null,
  unique_id text not null,
  relation_name text not null,
  code_hash text not null,
  feature_version text not null,
  inputs_hash text not null,
  inputs jsonb not null,
  snapshot text not null,
  as_of date not null,
  as_of_knowledge timestamptz,
  splits jsonb not null,
  label_rates jsonb not null,
  columns jsonb not null,
  row_count bigint not null,
  generated_at timestamptz not null,
  invocation_id text not null,
  primary key (schema_name, view_name, version)
);
comment on table assay.training_sets is 'One row for each version of a training set that was built. Written by Assay.';
create function assay.refuse_change() returns trigger language plpgsql as $body$
begin
  raise exception 'a version of a training set is never changed' using
    errcode = 'object_not_in_prerequisite_state',
    hint = 'build another version, or drop this table and its row in assay.training_sets';
end
$body$;
`,
  `
alter table assay.training_sets add column dropped_at timestamptz, add column dropped_by text;
comment on column assay.training_sets.dropped_at is 'When its table was dropped; null while it is there.';
`,
]
