-- grain: one row per file in scope that was deposited in the risk window of its kind's service, whatever its state, and
--        one per orphan that was stored in a risk window of any service
-- From risk_from until the service stopped; both ends count. A file is in it when a content object of it is. Of an
-- orphan the database says nothing: it may have been restored to a time at which its row was not there yet. Rows that the
-- database itself says should hold nothing are left out. Sealed bids stay sealed, as in disclosed_file.
create or replace table retransmission as
with risk as (
  select service, kind, risk_from_at, from_at from incident_window where risk_from_at is not null
),
deposited as (
  select
    e.collectivity_id, e.consultation_id, e.kind, e.file_id,
    any_value(r.service) as service,
    min(e.deposited_at) as deposited_at,
    arg_min(e.file_name, e.row_number) as file_name,
    min(e.lot) as lot,
    min(e.offer_id) as offer_id,
    min(e.bidder) as bidder,
    bool_or(e.file_id in (e.database_key, e.object_key)) as named_by_key,
    bool_or(e.attached) as attached
  from expected_object as e
  join risk as r on r.kind = e.kind and e.deposited_at between r.risk_from_at and r.from_at
  where e.in_scope and e.not_expected is null and e.role = 'content'
  group by e.collectivity_id, e.consultation_id, e.kind, e.file_id
)
select
  'deposited' as found_as,
  d.service,
  d.collectivity_id,
  case when d.attached then d.consultation_id else 'unattached' end as consultation_id,
  c.reference,
  d.kind,
  (d.offer_id is not null or d.bidder is not null) and c.opened_at is null as sealed,
  case when sealed and d.named_by_key then 'sha256:' || left(sha256(d.file_id), 16) else d.file_id end as file_id,
  case when sealed then null else d.file_name end as file_name,
  d.lot,
  d.offer_id,
  case when sealed then null else d.bidder end as bidder,
  d.deposited_at,
  coalesce(f.state, 'intact') as state, -- a file that was not looked at object by object is
  f.recovery,
  null::varchar as bucket,
  null::varchar as object_key
from deposited as d
left join file_verdict as f using (collectivity_id, consultation_id, kind, file_id)
left join consultation as c using (collectivity_id, consultation_id)
where f.state is distinct from 'not_expected'
union all by name
select 'orphan' as found_as, o.last_modified as deposited_at, o.bucket, o.object_key
from orphan as o
where exists (select 1 from risk as r where o.last_modified between r.risk_from_at and r.from_at);
