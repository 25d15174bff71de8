select d::date as date_day from generate_series('2024-01-01'::timestamp, '2024-02-01'::timestamp, '1 day') d
