-- grain: one row per consultation and service, where a deadline of the one, the initial or the present, fell while the
--        other was down or within deadlines.margin_hours of that
-- Facts only, for whoever decides on a deadline. The services of a consultation are those of the kinds that it has files
-- of; one without any file is held against every service. A bid is what has an offer or a bidder; bids that the database
-- itself does not expect (withdrawn, on paper) are not counted. What was damaged of it is told in files.
create or replace table deadline as
with margin as (
  select to_microseconds((3600000000 * (value->>'margin_hours')::double)::bigint) as margin
  from fact where name = 'deadlines'
),
service as (
  select service, from_at, to_at, list(kind) as kinds from incident_window group by service, from_at, to_at
),
-- how near each deadline came to the time when the service was down
near as (
  select
    c.*, s.service, s.from_at, s.to_at, s.kinds,
    coalesce(c.initial_deadline_at between s.from_at - m.margin and s.to_at + m.margin, false) as initial_near,
    coalesce(c.deadline_at between s.from_at - m.margin and s.to_at + m.margin, false) as present_near,
    coalesce(c.initial_deadline_at between s.from_at and s.to_at, false)
      or coalesce(c.deadline_at between s.from_at and s.to_at, false) as within
  from consultation as c
  cross join service as s
  cross join margin as m
),
promised as (
  select e.collectivity_id, e.consultation_id, e.kind, e.offer_id, e.bidder, e.deposited_at, e.not_expected
  from expected_object as e
  semi join (select collectivity_id, consultation_id from near where initial_near or present_near) using (collectivity_id, consultation_id)
),
its_kind as (
  select collectivity_id, consultation_id, list(distinct kind) as kinds
  from promised
  group by collectivity_id, consultation_id
),
bid as (
  select n.collectivity_id, n.consultation_id, n.service,
    count(distinct coalesce(p.offer_id, p.bidder)) as offers_received,
    count(distinct coalesce(p.offer_id, p.bidder)) filter (p.deposited_at < n.from_at) as offers_before,
    max(p.deposited_at) filter (p.deposited_at < n.from_at) as last_deposit_before_at
  from near as n
  join promised as p using (collectivity_id, consultation_id)
  where (n.initial_near or n.present_near) and coalesce(p.offer_id, p.bidder) is not null and p.not_expected is null
  group by n.collectivity_id, n.consultation_id, n.service
)
select
  n.collectivity_id, n.consultation_id, n.service, n.from_at, n.to_at,
  n.reference, n.title, n.published_at, n.initial_deadline_at, n.deadline_at, n.opened_at,
  case when n.initial_near and n.present_near then 'both' when n.initial_near then 'initial' else 'present' end as which,
  case when n.within then 'in-window' else 'in-margin' end as nearness,
  coalesce(b.offers_received, 0) as offers_received,
  coalesce(b.offers_before, 0) as offers_before,
  b.last_deposit_before_at,
  coalesce(t.damaged, 0) as files_damaged,
  coalesce(t.unknown, 0) as files_unknown
from near as n
left join its_kind as k using (collectivity_id, consultation_id)
left join bid as b
  on b.collectivity_id = n.collectivity_id and b.consultation_id = n.consultation_id and b.service = n.service
left join total as t
  on t.unit = 'files' and t.grain = 'consultation' and t.collectivity_id = n.collectivity_id
  and t.consultation_id = n.consultation_id
where (n.initial_near or n.present_near) and (k.kinds is null or list_has_any(k.kinds, n.kinds));
