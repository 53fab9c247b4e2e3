-- grain: one row per object stored before the snapshot that no row of the database names, in scope or not, expected
--        or not, and that no key rule explains
create or replace table orphan as
select s.bucket, s.object_key, s.size_bytes, s.last_modified, s.etag, s.storage_class
from unnamed_object as s
anti join rule_candidate as c on c.bucket = s.bucket and c.found_key = s.object_key
-- S3 keeps whole seconds, rounded down: what was stored within the second of the snapshot counts as before it.
where s.last_modified is null
  or s.last_modified <= (select (value->>'taken_at')::timestamptz from fact where name = 'snapshot');
