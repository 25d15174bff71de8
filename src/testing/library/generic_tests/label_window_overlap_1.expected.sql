with predicted as (
    select *, label_observed_at as label_known_by
    from "db"."library"."labels"
    where source is not null
),
begun as (
    select source as later_split, min(as_of_month) as later_split_begins
    from predicted
    group by source
),
next_one as (
    select earlier.later_split as split_of_row, min(later.later_split_begins) as later_split_begins
    from begun as earlier
    join begun as later on later.later_split_begins > earlier.later_split_begins
    group by earlier.later_split
)
select predicted.*, next_one.later_split_begins
from predicted
join next_one on next_one.split_of_row = predicted.source
where predicted.label_known_by > next_one.later_split_begins