-- grain: one row per row of the database that the listing does not bear out in every respect, and one per stored
--        object that no row names to the byte (row_number null)
-- The one join of all promises with all listed objects. In every respect: listed under its very key, in the usual
-- storage class of its bucket, of the size that is promised, and with the MD5 where one is promised. Whatever follows
-- reads the rows of this table and counts all others. (An MD5 in capitals is no difference: listed_md5 is then md5.)
-- wanted: in scope and expected. Of what is not, the listing is asked only whether it has the key.
create or replace table listing_difference as
with promised as (
  select
    row_number, bucket, object_key, size_bytes, in_scope and not_expected is null as wanted,
    case when starts_with(checksum, 'md5:') then checksum end as md5
  from expected_object
),
listed as (
  select s.bucket, s.object_key, s.size_bytes, s.etag, s.storage_class, s.last_modified, s.listed_at,
    coalesce(s.storage_class, '') <> u.storage_class as unusual
  from stored_object as s join usual_class as u using (bucket)
)
select
  p.row_number, p.wanted,
  coalesce(p.bucket, l.bucket) as bucket, coalesce(p.object_key, l.object_key) as object_key, p.size_bytes, p.md5,
  l.size_bytes as listed_bytes, l.etag, etag_fingerprint(l.etag) as listed_md5, l.storage_class, l.last_modified, l.listed_at
from promised as p
full join listed as l on l.bucket = p.bucket and l.object_key = p.object_key
where p.row_number is null
  or l.object_key is null
  or (p.wanted and (
    l.size_bytes is distinct from p.size_bytes
    or l.unusual
    or (p.md5 is not null and l.etag is distinct from p.md5[5:])
  ));
