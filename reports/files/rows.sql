-- grain: one row per file that is not intact (support counts files, not blocks)
-- Until a consultation is opened its bids are sealed: bidder and file name are hidden. A bid is what has an
-- offer or a bidder; where the consultation is not known, nobody can say that it was opened.
select
  f.* exclude (bidder, file_name),
  o.name as collectivity,
  c.reference,
  (f.offer_id is not null or f.bidder is not null) and c.opened_at is null as sealed,
  case when sealed then null else f.bidder end as bidder,
  case when sealed then null else f.file_name end as file_name
from file_verdict as f
left join collectivity as o using (collectivity_id)
left join consultation as c using (collectivity_id, consultation_id)
where f.state <> 'not_expected' and (f.state <> 'intact' or f.signature_state <> 'intact')
order by f.collectivity_id, f.consultation_id, f.kind, f.file_id
