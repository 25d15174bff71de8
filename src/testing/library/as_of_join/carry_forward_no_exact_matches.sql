{{ as_of_join(source('library', 'loans'), source('library', 'scores'), strategy='carry_forward', allow_exact_matches=false, ttl='10 days') }}
