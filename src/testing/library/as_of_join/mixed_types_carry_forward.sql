{{ as_of_join(source('library', 'days'), source('library', 'clicks'), ttl='2 days', strategy='carry_forward') }}
