-- grain: kind and storage class of the objects that the tally counts as intact
-- What the listing says of their class; later stages add the intact objects among the rows.
-- All are counted as of the usual class and the promised size; what differs is taken out and counted as it is listed.
create or replace table class_tally as
with different as (
  select e.kind, e.bucket, d.size_bytes, d.storage_class, d.listed_bytes
  from listing_difference as d
  join expected_object as e on e.row_number = d.row_number
  anti join match_row as m on m.row_number = d.row_number
  anti join suspect_object as s on s.row_number = d.row_number
  where d.wanted
),
usual as (
  select e.kind, e.bucket, c.objects, c.size_bytes as bytes
  from listed_cell as c join expected_object as e using (row_number)
  where c.state = 'intact'
  union all
  select kind, bucket, -1, -coalesce(size_bytes, 0) from match_row where suspicion is null
  union all
  select kind, bucket, -1, -coalesce(size_bytes, 0) from different
),
classed as (
  select kind, storage_class, objects, bytes from usual join usual_class using (bucket)
  union all
  select kind, coalesce(storage_class, ''), 1, listed_bytes from different
)
select kind, nullif(storage_class, '') as storage_class, sum(objects)::bigint as objects, sum(bytes)::bigint as bytes
from classed
group by all
having sum(objects) > 0;
