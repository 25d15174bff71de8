{{ as_of_join(source('library', 'loans'), source('library', 'scores'), columns=['grade', 'score'], tie_break=[]) }}
