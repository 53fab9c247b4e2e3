-- grain: one row per row of a table of raw rows, read and completed; no row is dropped
-- A part of a file's identity that is missing is '' (or the key, for the file): the row still counts.
-- object_key is the key as storage should write it; database_key the one of the row.
create or replace macro promises_of(raw) as table
with rewrite as (
  select list({'from_prefix': from_prefix, 'to_prefix': to_prefix} order by position) as rewrites from key_rewrite
)
select
  r.row_number,
  rewritten_key(nullif(r.object_key, ''), rewrites) as object_key,
  nullif(r.object_key, '') as database_key,
  coalesce(nullif(r.bucket, ''), s.default_bucket) as bucket,
  coalesce(nullif(trim(r.kind), ''), 'unspecified') as kind,
  case when r.role = 'content' then 'content' when lower(trim(r.role)) = 'signature' then 'signature' else 'content' end as role,
  coalesce(nullif(r.file_id, ''), nullif(r.object_key, ''), 'row ' || r.row_number) as file_id,
  r.file_name,
  coalesce(r.collectivity_id, '') as collectivity_id,
  coalesce(r.consultation_id, '') as consultation_id,
  c.consultation_id is not null as attached,
  r.lot,
  r.offer_id,
  r.bidder,
  readable_size(r.size_bytes) as size_bytes,
  readable_checksum(r.checksum) as checksum,
  readable_time(r.deposited_at) as deposited_at,
  case s.year_of
    when 'deposited_at' then readable_time(r.deposited_at)
    when 'published_at' then c.published_at
    when 'initial_deadline_at' then c.initial_deadline_at
    when 'deadline_at' then c.deadline_at
    when 'opened_at' then c.opened_at
    when 'awarded_at' then c.awarded_at
  end as scope_date,
  coalesce(readable_boolean(r.current), true) as current,
  readable_boolean(r.winning) as winning,
  nullif(trim(r.not_expected), '') as not_expected
from query_table(raw) as r
cross join setting as s
cross join rewrite
left join consultation as c
  on c.collectivity_id = r.collectivity_id and c.consultation_id = r.consultation_id;
