{{ rolling_features(source('library', 'loans'), source('library', 'payments'), windows='7 days', prefix='paid_', aggregations=[
    {'function': 'avg', 'column': 'amount'},
    {'function': 'sum', 'column': 'units'},
    {'function': 'count', 'column': 'units'},
    {'function': 'min', 'column': 'amount'},
    {'function': 'max', 'column': 'amount'},
    {'function': 'stddev', 'column': 'amount'}
]) }}
