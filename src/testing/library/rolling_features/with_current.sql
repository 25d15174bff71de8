{{ rolling_features(source('library', 'loans'), source('library', 'payments'), windows=['7 days'], include_current=true, event_key=[], aggregations=[
    {'function': 'sum', 'column': 'amount'}
]) }}
