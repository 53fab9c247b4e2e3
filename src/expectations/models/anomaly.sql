-- grain: one row per row of the database and thing that is wrong in it
-- An anomaly never takes a row out of the count; it tells the people who own the data.
create or replace table anomaly as
with expected as (
  select r.*, p.kind as read_kind, p.file_id as read_file_id, p.bucket as read_bucket, p.attached
  from raw_expected_object as r join promise as p using (row_number)
),
wrong as (
  select row_number, 'no-key' as code, 'object_key' as column_name, object_key as found
  from expected where coalesce(object_key, '') = '' and coalesce(trim(not_expected), '') = ''
  union all
  select row_number, 'bad-size', 'size_bytes', size_bytes
  from expected where trim(size_bytes) <> '' and readable_size(size_bytes) is null
  union all
  select row_number, 'bad-date', 'deposited_at', deposited_at
  from expected where coalesce(trim(deposited_at), '') <> '' and readable_time(deposited_at) is null
  union all
  select row_number, 'bad-checksum', 'checksum', checksum
  from expected where trim(checksum) <> '' and readable_checksum(checksum) is null
  union all
  select row_number, 'bad-boolean', 'current', current
  from expected where trim(current) <> '' and readable_boolean(current) is null
  union all
  select row_number, 'bad-boolean', 'winning', winning
  from expected where trim(winning) <> '' and readable_boolean(winning) is null
  union all
  select row_number, 'bad-role', 'role', role
  from expected where lower(trim(coalesce(role, ''))) not in ('content', 'signature')
  union all
  select row_number, 'no-kind', 'kind', kind
  from expected where coalesce(trim(kind), '') = ''
  union all
  select row_number, 'no-file-id', 'file_id', file_id
  from expected where coalesce(file_id, '') = ''
  union all
  select row_number, 'unknown-consultation', 'consultation_id', consultation_id
  from expected where coalesce(consultation_id, '') <> '' and not attached
  union all
  select row_number, 'unknown-collectivity', 'collectivity_id', collectivity_id
  from expected where collectivity_id is null or collectivity_id not in (select collectivity_id from collectivity)
  union all
  select row_number, 'unknown-bucket', 'bucket', bucket
  from expected where read_bucket not in (select bucket from primary_source)
  union all
  select e.row_number, 'two-kinds', 'kind', e.kind
  from expected as e
  join (
    select collectivity_id, consultation_id, file_id from promise
    group by collectivity_id, consultation_id, file_id having count(distinct kind) > 1
  ) as f on f.collectivity_id = coalesce(e.collectivity_id, '')
    and f.consultation_id = coalesce(e.consultation_id, '') and f.file_id = e.read_file_id
  union all
  select p.row_number, 'conflicting-promises', 'size_bytes, checksum', concat_ws(', ', p.size_bytes, p.checksum)
  from promise as p
  join (
    select bucket, object_key from promise where object_key is not null and not_expected is null
    -- one content has an MD5 and a SHA-256: checksums conflict within an algorithm
    group by bucket, object_key having count(distinct size_bytes) > 1
      or count(distinct checksum) > count(distinct split_part(checksum, ':', 1))
  ) as k using (bucket, object_key)
  where p.not_expected is null
  union all
  select row_number, 'duplicate-row', 'file_id, role, object_key', object_key
  from promise where object_key is not null
  qualify row_number() over (
    partition by collectivity_id, consultation_id, kind, file_id, role, bucket, object_key order by promise.row_number
  ) > 1
  union all
  select min(p.row_number), 'no-content', 'role', 'signature'
  from promise as p join expected_file as f using (collectivity_id, consultation_id, kind, file_id)
  where f.expected_objects > 0 and f.content_objects = 0
  group by collectivity_id, consultation_id, kind, file_id
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
  'expected-objects' as source, w.row_number, w.code, w.column_name, w.found,
  e.collectivity_id, e.consultation_id, e.kind, e.file_id, e.object_key
from wrong as w join raw_expected_object as e using (row_number)
union all
select source, row_number, code, column_name, found, collectivity_id, consultation_id, null, null, null
from wrong_elsewhere;
