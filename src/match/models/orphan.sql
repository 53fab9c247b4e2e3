-- grain: one row per object stored before the snapshot that no row of the database names,
--        in scope or not, expected or not
create or replace table orphan as
select s.bucket, s.object_key, s.size_bytes, s.last_modified
from stored_object as s
anti join promise as p on p.bucket = s.bucket and p.object_key = s.object_key
where s.last_modified is null
  or s.last_modified <= (select (value->>'taken_at')::timestamptz from fact where name = 'snapshot');
