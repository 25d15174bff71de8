select
    {{ surrogate_key(["'a'", "'bc'"]) }} = {{ surrogate_key(["'ab'", "'c'"]) }} as moved,
    {{ surrogate_key(["'a,b'", "null"]) }} = {{ surrogate_key(["'a'", "'b'"]) }} as with_a_comma,
    {{ surrogate_key('null') }} = {{ surrogate_key("''") }} as null_and_empty,
    {{ surrogate_key(['1', "'x'"]) }} = {{ surrogate_key(["'1'", "'x'"]) }} as number_and_text,
    {{ surrogate_key('null') }} is null as of_null
