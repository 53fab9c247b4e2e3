-- grain: one row per file that is missing, altered or unknown, as the lists that certificates rest on have it
-- No bidder is ever named; the file name of a sealed bid is hidden, as in files.csv.
select
  f.collectivity_id,
  f.consultation_id,
  c.reference,
  f.kind,
  f.file_id,
  case when (f.offer_id is not null or f.bidder is not null) and c.opened_at is null then null
       else f.file_name end as file_name,
  f.lot,
  f.offer_id,
  f.state,
  f.reason,
  f.recovery
from file_verdict as f
left join consultation as c using (collectivity_id, consultation_id)
where f.state in ('missing', 'altered', 'unknown')
order by f.collectivity_id, f.consultation_id, f.kind, f.file_id
