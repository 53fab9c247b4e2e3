-- grain: one row per stored object that no row of the database names to the byte, in scope or not, expected or not
create or replace table unnamed_object as
select bucket, object_key, listed_bytes as size_bytes, last_modified, etag, storage_class, listed_at
from listing_difference
where row_number is null;
