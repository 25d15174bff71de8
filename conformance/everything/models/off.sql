{{ config(enabled=var('switched_on', false)) }}
select 1 as a
