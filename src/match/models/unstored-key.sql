-- grain: one row per key that a row of the database names, in scope or not, and that no store lists to the byte
create or replace table unstored_key as
select distinct bucket, object_key
from listing_difference
where listed_at is null and object_key is not null;
