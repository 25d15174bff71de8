{{ rolling_features(source('library', 'loans'), source('library', 'visits'), windows=['1 month', '30 days', '36 hours'], aggregations=[
    {'function': 'sum', 'column': 'pages'}
]) }}
