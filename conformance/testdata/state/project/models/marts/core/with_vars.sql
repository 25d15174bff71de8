{{ config(materialized=var('how', 'view'), pre_hook="select 1", meta={'m': env_var('SHOP_M', 'none')}) }}
select {{ var('lookback') }} as n
