-- grain: one row per row of a table of raw rows, with what is wrong in it by itself (bad_…, no_…, unknown_…) and with its
--        consultation's dates, when there is such a consultation (attached)
create or replace macro checked_rows(raw) as table
select
  r.*,
  c.consultation_id is not null as attached,
  c.published_at, c.initial_deadline_at, c.deadline_at, c.opened_at, c.awarded_at,
  case when coalesce(r.object_key, '') = '' then coalesce(trim(r.not_expected), '') = '' else false end as no_key,
  is_unreadable(r.size_bytes, readable_size(r.size_bytes)) as bad_size,
  is_unreadable(r.deposited_at, readable_time(r.deposited_at)) as bad_date,
  is_unreadable(r.checksum, readable_checksum(r.checksum)) as bad_checksum,
  is_unreadable(r.current, readable_boolean(r.current)) as bad_current,
  is_unreadable(r.winning, readable_boolean(r.winning)) as bad_winning,
  case when r.role in ('content', 'signature') then false
    else coalesce(lower(trim(r.role)), '') not in ('content', 'signature') end as bad_role,
  coalesce(trim(r.kind), '') = '' as no_kind,
  coalesce(r.file_id, '') = '' as no_file_id,
  coalesce(r.consultation_id, '') <> '' and c.consultation_id is null as unknown_consultation,
  o.collectivity_id is null as unknown_collectivity,
  p.bucket is null as unknown_bucket
from query_table(raw) as r
cross join setting as s
left join collectivity as o on o.collectivity_id = r.collectivity_id
left join consultation as c on c.collectivity_id = r.collectivity_id and c.consultation_id = r.consultation_id
left join (select distinct bucket from primary_source) as p on p.bucket = coalesce(nullif(r.bucket, ''), s.default_bucket);

-- grain: one row per row of a table of raw rows, read and completed; no row is dropped
-- A part of a file's identity that is missing is '' (or the key, for the file): the row still counts.
-- object_key is the key as storage should write it; database_key the one of the row. flawed: something is wrong in it.
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
  r.attached,
  r.lot,
  r.offer_id,
  r.bidder,
  readable_size(r.size_bytes) as size_bytes,
  readable_checksum(r.checksum) as checksum,
  readable_time(r.deposited_at) as deposited_at,
  case s.year_of
    when 'deposited_at' then readable_time(r.deposited_at)
    when 'published_at' then r.published_at
    when 'initial_deadline_at' then r.initial_deadline_at
    when 'deadline_at' then r.deadline_at
    when 'opened_at' then r.opened_at
    when 'awarded_at' then r.awarded_at
  end as scope_date,
  coalesce(readable_boolean(r.current), true) as current,
  readable_boolean(r.winning) as winning,
  nullif(trim(r.not_expected), '') as not_expected,
  r.no_key or r.bad_size or r.bad_date or r.bad_checksum or r.bad_current or r.bad_winning or r.bad_role or r.no_kind
    or r.no_file_id or r.unknown_consultation or r.unknown_collectivity or r.unknown_bucket as flawed
from checked_rows(raw) as r
cross join setting as s
cross join rewrite;
