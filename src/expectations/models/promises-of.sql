-- grain: one row per row of a table of raw rows, with what its texts say (read_…), what is wrong in it by itself (bad_…,
--        no_…, unknown_…) and its consultation's dates, when there is such a consultation (attached)
-- Each text is read once, whatever is made of it: the engine would read it anew wherever a macro names it.
create or replace macro checked_rows(raw) as table
with read_row as (
  select
    r.*,
    c.consultation_id is not null as attached,
    c.published_at, c.initial_deadline_at, c.deadline_at, c.opened_at, c.awarded_at,
    readable_size(r.size_bytes) as read_size,
    readable_instant(r.deposited_at) as read_instant,
    readable_checksum(r.checksum) as read_checksum,
    readable_boolean(r.current) as read_current,
    readable_boolean(r.winning) as read_winning,
    coalesce(trim(r.kind), '') as read_kind,
    case when r.role in ('content', 'signature') then r.role else coalesce(lower(trim(r.role)), '') end as read_role,
    o.collectivity_id is null as unknown_collectivity,
    p.bucket is null as unknown_bucket
  from query_table(raw) as r
  cross join setting as s
  left join collectivity as o on o.collectivity_id = r.collectivity_id
  left join consultation as c on c.collectivity_id = r.collectivity_id and c.consultation_id = r.consultation_id
  left join (select distinct bucket from primary_source) as p on p.bucket = coalesce(nullif(r.bucket, ''), s.default_bucket)
),
timed_row as (
  select * replace (plausible_time(read_instant) as read_instant) from read_row
)
select
  *,
  case when coalesce(object_key, '') = '' then coalesce(trim(not_expected), '') = '' else false end as no_key,
  is_unreadable(size_bytes, read_size) as bad_size,
  is_unreadable(deposited_at, read_instant) as bad_date,
  is_unreadable(checksum, read_checksum) as bad_checksum,
  is_unreadable(current, read_current) as bad_current,
  is_unreadable(winning, read_winning) as bad_winning,
  read_role not in ('content', 'signature') as bad_role,
  read_kind = '' as no_kind,
  coalesce(file_id, '') = '' as no_file_id,
  coalesce(consultation_id, '') <> '' and not attached as unknown_consultation
from timed_row;

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
  case when r.no_kind then 'unspecified' else r.read_kind end as kind,
  case when r.read_role = 'signature' then 'signature' else 'content' end as role,
  coalesce(nullif(r.file_id, ''), nullif(r.object_key, ''), 'row ' || r.row_number) as file_id,
  r.file_name,
  coalesce(r.collectivity_id, '') as collectivity_id,
  coalesce(r.consultation_id, '') as consultation_id,
  r.attached,
  r.lot,
  r.offer_id,
  r.bidder,
  r.read_size as size_bytes,
  r.read_checksum as checksum,
  r.read_instant as deposited_at,
  case s.year_of
    when 'deposited_at' then r.read_instant
    when 'published_at' then r.published_at
    when 'initial_deadline_at' then r.initial_deadline_at
    when 'deadline_at' then r.deadline_at
    when 'opened_at' then r.opened_at
    when 'awarded_at' then r.awarded_at
  end as scope_date,
  coalesce(r.read_current, true) as current,
  r.read_winning as winning,
  nullif(trim(r.not_expected), '') as not_expected,
  r.no_key or r.bad_size or r.bad_date or r.bad_checksum or r.bad_current or r.bad_winning or r.bad_role or r.no_kind
    or r.no_file_id or r.unknown_consultation or r.unknown_collectivity or r.unknown_bucket as flawed
from checked_rows(raw) as r
cross join setting as s
cross join rewrite;
