-- grain: one row per damaged file, those of a collectivity together
select
  collectivity_id, 'collectivities/' || safe_name(collectivity_id) as folder,
  case when attached then consultation_id else 'unattached' end as consultation_id,
  reference, title, deadline_at, kind, shown_file_id as file_id, file_name, lot, offer_id, bidder, sealed, state, recovery,
  not current as superseded, file_date
from disclosed_file
where state in ('missing', 'altered')
order by collectivity_id, consultation_id, kind, file_id
