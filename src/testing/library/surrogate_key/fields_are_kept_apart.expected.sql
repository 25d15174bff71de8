select
    md5(cast(row('a', 'bc') as text)) = md5(cast(row('ab', 'c') as text)) as moved,
    md5(cast(row('a,b', null) as text)) = md5(cast(row('a', 'b') as text)) as with_a_comma,
    md5(cast(row(null) as text)) = md5(cast(row('') as text)) as null_and_empty,
    md5(cast(row(1, 'x') as text)) = md5(cast(row('1', 'x') as text)) as number_and_text,
    md5(cast(row(null) as text)) is null as of_null
