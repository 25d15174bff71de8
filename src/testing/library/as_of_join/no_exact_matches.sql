{{ as_of_join(source('library', 'loans'), source('library', 'scores'), allow_exact_matches=false) }}
