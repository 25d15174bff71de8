{{ rolling_features(source('library', 'loans'), source('library', 'accounts'), entity={'customer_id': 'owner_id'}, windows=['30 days'], aggregations=[
    {'function': 'count', 'column': '*', 'where': 'valid_to is null', 'name': 'open'},
    {'function': 'count', 'column': 'valid_to'},
    {'function': 'max', 'column': "valid_to - date '2025-03-01'", 'name': 'days_to_run'}
]) }}
