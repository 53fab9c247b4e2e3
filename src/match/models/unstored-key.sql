-- grain: one row per key that a row of the database names, in scope or not, and that no store lists to the byte
create or replace table unstored_key as
select distinct p.bucket, p.object_key
from promise as p
anti join stored_object as s on s.bucket = p.bucket and s.object_key = p.object_key
where p.object_key is not null;
