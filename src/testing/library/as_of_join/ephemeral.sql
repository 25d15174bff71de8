{{ as_of_join(source('library', 'loans'), ref('recent_scores'), columns=['score'], tie_break=['score']) }}
