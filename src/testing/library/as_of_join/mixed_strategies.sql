{{ as_of_join(source('library', 'loans'), [
    {'relation': source('library', 'scores'), 'columns': ['score']},
    {'relation': source('library', 'bookings'), 'strategy': 'carry_forward'},
    {'relation': source('library', 'visits'), 'strategy': 'lateral'}
]) }}
