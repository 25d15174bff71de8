{{ as_of_join(source('library', 'loans'), [
    {'relation': source('library', 'scores'), 'columns': ['score'], 'prefix': 'within_', 'ttl': '1 week 2 days 12 hours'},
    {'relation': source('library', 'scores'), 'columns': ['score'], 'prefix': 'beyond_', 'ttl': '9 days 11 hours'}
], allow_exact_matches=false) }}
