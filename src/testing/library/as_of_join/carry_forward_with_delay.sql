{{ as_of_join(source('library', 'loans'), source('library', 'visits'), strategy='carry_forward', allow_exact_matches=false) }}
