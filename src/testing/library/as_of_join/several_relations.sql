{{ as_of_join(source('library', 'loans'), [
    {'relation': source('library', 'scores'), 'columns': 'grade', 'ttl': '30 days', 'prefix': 'score_'},
    {'relation': source('library', 'regions'), 'columns': ['tax']},
    {'relation': source('library', 'accounts'), 'columns': ['balance'], 'entity': {'customer_id': 'owner_id', 'region': 'region'}}
]) }}
