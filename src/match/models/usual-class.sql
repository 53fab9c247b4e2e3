-- grain: one row per bucket that lists something, with the storage class of most of its objects ('' when none is named)
create or replace table usual_class as
select bucket, arg_max(storage_class, (n, storage_class)) as storage_class
from (select bucket, coalesce(storage_class, '') as storage_class, count(*) as n from stored_object group by all)
group by bucket;
