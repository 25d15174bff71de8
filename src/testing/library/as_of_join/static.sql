{{ as_of_join(source('library', 'loans'), source('library', 'regions')) }}
