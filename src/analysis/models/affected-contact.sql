-- grain: one row per affected consultation and contact: each of its active buyers or, where it has none, its
--        collectivity's own address. Files without a known consultation stand under `unattached`.
create or replace table affected_contact as
with damage as (
  select
    collectivity_id,
    case when consultation_id = '' then 'unattached' else consultation_id end as consultation_id,
    damaged as files_damaged, missing as files_missing, altered as files_altered, lost as files_lost,
    recoverable as files_recoverable, recovery_unknown as files_recovery_unknown, unknown as files_unknown
  from total
  where unit = 'files' and grain = 'consultation' and damaged > 0
),
active_contact as (
  select l.collectivity_id, l.consultation_id, b.buyer_id, b.service, b.full_name, b.email, b.phone
  from consultation_buyer as l join buyer as b using (collectivity_id, buyer_id)
  where b.active
)
select
  d.*,
  c.name as collectivity,
  case when a.buyer_id is null then 'collectivity-address' else 'contact' end as contact,
  a.buyer_id,
  a.service,
  coalesce(a.full_name, c.name) as full_name,
  case when a.buyer_id is null then c.email else a.email end as email,
  a.phone
from damage as d
left join active_contact as a using (collectivity_id, consultation_id)
left join collectivity as c using (collectivity_id);
