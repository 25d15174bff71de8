{{ as_of_join(source('library', 'loans'), source('library', 'accounts'), entity={'customer_id': 'owner_id', 'region': 'region'}) }}
