-- grain: one row per row of the database and thing that is wrong in it
-- An anomaly never takes a row out of the count; it tells the people who own the data.
-- Rows that are wrong by themselves are kept as the database gave them. What is wrong between rows is sought among those
-- whose key or file has the hash of another's: few, and more than enough.
create or replace table anomaly as
with flawed as materialized (
  select * from checked_rows('raw_expected_object')
),
shared as materialized (
  select row_number, bucket, object_key, collectivity_id, consultation_id, kind, file_id, role, size_bytes, checksum, not_expected
  from promise
  where object_key is not null and hash(bucket, object_key) in (select hashed from repeated_key)
),
twofold as materialized (
  select row_number, kind
  from expected_row
  where hash(collectivity_id, consultation_id, file_id) in (select hashed from repeated_file)
  qualify min(kind) over (partition by collectivity_id, consultation_id, file_id)
    <> max(kind) over (partition by collectivity_id, consultation_id, file_id)
),
contentless as (
  select row_number from expected_row anti join row_of_several using (row_number)
  where role = 'signature' and not_expected is null
  union all
  select min(o.row_number)
  from file_of_several as f join row_of_several as o on o.file_number = f.file_number
  where f.expected_objects > 0 and f.content_objects = 0
  group by o.file_number
),
wrong as materialized (
  select row_number, 'no-key' as code, 'object_key' as column_name, object_key as found from flawed where no_key
  union all
  select row_number, 'bad-size', 'size_bytes', size_bytes from flawed where bad_size
  union all
  select row_number, 'bad-date', 'deposited_at', deposited_at from flawed where bad_date
  union all
  select row_number, 'bad-checksum', 'checksum', checksum from flawed where bad_checksum
  union all
  select row_number, 'bad-boolean', 'current', current from flawed where bad_current
  union all
  select row_number, 'bad-boolean', 'winning', winning from flawed where bad_winning
  union all
  select row_number, 'bad-role', 'role', role from flawed where bad_role
  union all
  select row_number, 'no-kind', 'kind', kind from flawed where no_kind
  union all
  select row_number, 'no-file-id', 'file_id', file_id from flawed where no_file_id
  union all
  select row_number, 'unknown-consultation', 'consultation_id', consultation_id from flawed where unknown_consultation
  union all
  select row_number, 'unknown-collectivity', 'collectivity_id', collectivity_id from flawed where unknown_collectivity
  union all
  select row_number, 'unknown-bucket', 'bucket', bucket from flawed where unknown_bucket
  union all
  select row_number, 'two-kinds', 'kind', kind from twofold
  union all
  select p.row_number, 'conflicting-promises', 'size_bytes, checksum', concat_ws(', ', p.size_bytes, p.checksum)
  from shared as p
  join (
    select bucket, object_key from shared where not_expected is null
    -- one content has an MD5 and a SHA-256: checksums conflict within an algorithm
    group by bucket, object_key having count(distinct size_bytes) > 1
      or count(distinct checksum) > count(distinct split_part(checksum, ':', 1))
  ) as k using (bucket, object_key)
  where p.not_expected is null
  union all
  select row_number, 'duplicate-row', 'file_id, role, object_key', object_key
  from shared
  qualify row_number() over (
    partition by collectivity_id, consultation_id, kind, file_id, role, bucket, object_key order by shared.row_number
  ) > 1
  union all
  select row_number, 'no-content', 'role', 'signature' from contentless
),
wrong_elsewhere as (
  select 'consultations' as source, row_number, 'bad-date' as code, column_name, found, collectivity_id, consultation_id
  from (unpivot (
    select row_number, collectivity_id, consultation_id, published_at, initial_deadline_at, deadline_at, opened_at, awarded_at
    from raw_consultation
  ) on published_at, initial_deadline_at, deadline_at, opened_at, awarded_at into name column_name value found)
  where trim(found) <> '' and readable_time(found) is null
  union all
  select 'consultations', row_number, 'unknown-collectivity', 'collectivity_id', collectivity_id, collectivity_id, consultation_id
  from raw_consultation where collectivity_id is null or collectivity_id not in (select collectivity_id from collectivity)
  union all
  select 'consultations', row_number, 'no-id', 'consultation_id', consultation_id, collectivity_id, consultation_id
  from raw_consultation where consultation_id is null
  union all
  select 'consultations', row_number, 'duplicate-id', 'consultation_id', consultation_id, collectivity_id, consultation_id
  from raw_consultation where consultation_id is not null
  qualify row_number() over (partition by collectivity_id, consultation_id order by raw_consultation.row_number) > 1
  union all
  select 'collectivities', row_number, 'no-id', 'collectivity_id', collectivity_id, collectivity_id, null
  from raw_collectivity where collectivity_id is null
  union all
  select 'collectivities', row_number, 'duplicate-id', 'collectivity_id', collectivity_id, collectivity_id, null
  from raw_collectivity where collectivity_id is not null
  qualify row_number() over (partition by collectivity_id order by raw_collectivity.row_number) > 1
  union all
  select 'buyers', row_number, 'no-id', 'buyer_id', buyer_id, collectivity_id, null
  from raw_buyer where buyer_id is null or collectivity_id is null
  union all
  select 'buyers', row_number, 'duplicate-id', 'buyer_id', buyer_id, collectivity_id, null
  from raw_buyer where buyer_id is not null
  qualify row_number() over (partition by collectivity_id, buyer_id order by raw_buyer.row_number) > 1
  union all
  select 'buyers', row_number, 'bad-boolean', 'active', active, collectivity_id, null
  from raw_buyer where readable_boolean(active) is null
  union all
  select 'consultation-buyers', l.row_number, 'unknown-buyer', 'buyer_id', l.buyer_id, l.collectivity_id, l.consultation_id
  from raw_consultation_buyer as l
  where not exists (select 1 from buyer as b where b.collectivity_id = l.collectivity_id and b.buyer_id = l.buyer_id)
  union all
  select 'consultation-buyers', l.row_number, 'unknown-consultation', 'consultation_id', l.consultation_id, l.collectivity_id, l.consultation_id
  from raw_consultation_buyer as l
  where not exists (
    select 1 from consultation as c where c.collectivity_id = l.collectivity_id and c.consultation_id = l.consultation_id
  )
)
select
  'expected-objects' as source, w.row_number, w.code, w.column_name,
  case when w.code = 'two-kinds' and r.row_number is not null then r.kind else w.found end as found,
  case when r.row_number is null then p.collectivity_id else r.collectivity_id end as collectivity_id,
  case when r.row_number is null then p.consultation_id else r.consultation_id end as consultation_id,
  case when r.row_number is null then p.kind else r.kind end as kind,
  case when r.row_number is null then p.file_id else r.file_id end as file_id,
  case when r.row_number is null then coalesce(p.rewritten_from, p.object_key) else r.object_key end as object_key
from wrong as w
join expected_row as p on p.row_number = w.row_number
left join raw_expected_object as r on r.row_number = w.row_number
union all
select source, row_number, code, column_name, found, collectivity_id, consultation_id, null, null, null
from wrong_elsewhere;
