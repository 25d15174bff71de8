{{ rolling_features(source('library', 'loans'), source('library', 'payments'), windows=['7 days', '30 days'], aggregations=[
    {'function': 'sum', 'column': 'amount'},
    {'function': 'count', 'column': '*'},
    {'function': 'count', 'column': '*', 'where': "status = 'late'", 'name': 'late'}
]) }}
