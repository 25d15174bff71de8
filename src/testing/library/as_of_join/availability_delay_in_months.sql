{{ as_of_join(source('library', 'days'), source('library', 'scores'), columns=['score'], availability_delay='1 month', tie_break=[]) }}
