{{ rolling_features(source('library', 'loans'), source('library', 'scores'), windows='15 days', strategy='carry_forward', aggregations=[
    {'function': 'sum', 'column': 'score'},
    {'function': 'max', 'column': 'score'}
]) }}
