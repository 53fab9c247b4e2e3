-- grain: one row per key that the database took up since the snapshot, and that no store lists to the byte
create or replace table later_key as
select distinct l.bucket, l.object_key
from later_promise as l
anti join promise as p on p.bucket = l.bucket and p.object_key = l.object_key
anti join stored_object as s on s.bucket = l.bucket and s.object_key = l.object_key
where l.object_key is not null and l.not_expected is null;
