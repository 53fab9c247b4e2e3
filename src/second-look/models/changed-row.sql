-- grain: one row per matched row of which the database says something else since the second look, and one per row that
--        came since to a file that was looked at again
-- change: null             as in the snapshot, in words that change nothing
--         repromised       the same key, with another size or checksum
--         rewritten        the row's key is gone from its file and another came in its place: that one counts
--         withdrawn-since  the row is gone, or the database now says that it should hold nothing
--         added-since      a further row came to the file
-- Most rows are as they were: those are put aside first, by few columns.
create or replace table changed_row as
with asked as not materialized (
  select m.row_number, m.collectivity_id, m.consultation_id, m.kind, m.file_id, m.role, m.bucket, m.object_key,
    m.size_bytes, m.checksum
  from match_row as m
  semi join second_look as l
    on l.collectivity_id = m.collectivity_id and l.consultation_id = m.consultation_id and l.kind = m.kind
    and l.file_id = m.file_id and l.answer = 'answered'
),
changed as materialized (
  select a.*
  from asked as a
  anti join (select * from later_promise where not_expected is null) as l
    on l.collectivity_id = a.collectivity_id and l.consultation_id = a.consultation_id and l.kind = a.kind
    and l.file_id = a.file_id and l.role = a.role and l.bucket = a.bucket
    and l.object_key is not distinct from a.object_key and l.size_bytes is not distinct from a.size_bytes
    and l.checksum is not distinct from a.checksum
),
kept as (
  select a.row_number, l.size_bytes, l.checksum, l.not_expected
  from changed as a
  join later_promise as l
    on l.collectivity_id = a.collectivity_id and l.consultation_id = a.consultation_id and l.kind = a.kind
    and l.file_id = a.file_id and l.role = a.role and l.bucket = a.bucket
    and l.object_key is not distinct from a.object_key
  qualify row_number() over (
    partition by a.row_number
    order by l.not_expected is not null, l.size_bytes is distinct from a.size_bytes or l.checksum is distinct from a.checksum,
      l.size_bytes, l.checksum
  ) = 1
),
gone as (
  select
    a.row_number,
    row_number() over (
      partition by a.collectivity_id, a.consultation_id, a.kind, a.file_id, a.role order by a.row_number
    ) as nth
  from changed as a anti join kept as k on k.row_number = a.row_number
),
-- Rows that the snapshot promised as expected are known; only what is left is held against all that it promised.
unmatched as materialized (
  select l.*
  from later_promise as l
  anti join match_row as m
    on m.collectivity_id = l.collectivity_id and m.consultation_id = l.consultation_id and m.kind = l.kind
    and m.file_id = l.file_id and m.role = l.role and m.bucket = l.bucket
    and m.object_key is not distinct from l.object_key
  where l.not_expected is null
),
known as (
  select distinct l.row_number
  from unmatched as l
  join promise as p
    on p.collectivity_id = l.collectivity_id and p.consultation_id = l.consultation_id and p.kind = l.kind
    and p.file_id = l.file_id and p.role = l.role and p.bucket = l.bucket
    and p.object_key is not distinct from l.object_key
),
come as (
  select
    l.*,
    case when r.ambiguous then 'ambiguous' else 'rewritten' end as suspicion,
    r.rule,
    r.found_key,
    r.candidates,
    row_number() over (
      partition by l.collectivity_id, l.consultation_id, l.kind, l.file_id, l.role
      order by l.bucket, l.object_key, l.size_bytes, l.checksum, l.row_number
    ) as nth
  from unmatched as l
  left join later_match as r on r.bucket = l.bucket and r.object_key = l.object_key
  anti join known as k on k.row_number = l.row_number
),
replaced as (
  select m.row_number, c.* exclude (row_number)
  from match_row as m
  join gone as g using (row_number)
  join come as c
    on c.collectivity_id = m.collectivity_id and c.consultation_id = m.consultation_id and c.kind = m.kind
    and c.file_id = m.file_id and c.role = m.role and c.nth = g.nth
),
added as (
  select c.*
  from come as c
  anti join (
    select m.collectivity_id, m.consultation_id, m.kind, m.file_id, m.role, g.nth
    from match_row as m join gone as g using (row_number)
  ) as g
    on g.collectivity_id = c.collectivity_id and g.consultation_id = c.consultation_id and g.kind = c.kind
    and g.file_id = c.file_id and g.role = c.role and g.nth = c.nth
),
-- A row whose key was rewritten is looked at anew: what was listed for its old key says nothing.
rekeyed as (
  select
    m.* replace (
      r.object_key as object_key, r.database_key as database_key, r.bucket as bucket, r.size_bytes as size_bytes,
      r.checksum as checksum, r.suspicion as suspicion, r.rule as rule, r.found_key as found_key,
      r.candidates as candidates, coalesce(r.found_key, r.object_key) as ask_key, null as listed_bytes,
      null as listed_at, null as storage_class, null as listed_fingerprint, false as sampled, 'rewritten' as change
    )
  from match_row as m join replaced as r using (row_number)
),
others as (
  select
    m.* replace (
      case when k.row_number is null then m.size_bytes else k.size_bytes end as size_bytes,
      case when k.row_number is null then m.checksum else k.checksum end as checksum,
      case when g.row_number is not null then 'withdrawn-since' else coalesce(k.not_expected, m.not_expected) end
        as not_expected,
      case when g.row_number is null and k.not_expected is null then m.rule end as rule,
      case when g.row_number is null and k.not_expected is null then m.found_key end as found_key,
      case
        when g.row_number is not null or k.not_expected is not null then 'withdrawn-since'
        when k.row_number is not null
          and (k.size_bytes is distinct from m.size_bytes or k.checksum is distinct from m.checksum) then 'repromised'
      end as change
    )
  from match_row as m
  semi join changed as c on c.row_number = m.row_number
  left join kept as k using (row_number)
  left join gone as g using (row_number)
  anti join replaced as r on r.row_number = m.row_number
)
select * from rekeyed
union all by name
select * from others
union all by name
select
  a.* exclude (scope_date, row_number, nth),
  -a.row_number as row_number,
  f.year, f.file_date, f.in_scope,
  coalesce(a.found_key, a.object_key) as ask_key, false as sampled, 'added-since' as change
from added as a
join expected_file as f using (collectivity_id, consultation_id, kind, file_id);
