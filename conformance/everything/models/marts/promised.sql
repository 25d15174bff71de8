{{ config(contract={'enforced': true}) }}
select 'x'::text as name, 1 as id, 2.5::numeric(10, 2) as amount
