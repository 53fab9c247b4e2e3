-- grain: one row per pair of runs and file whose verdict or recovery is another, or that could not be compared
-- Bids of consultations that are not opened are sealed, as in files.csv.
select
  * exclude (bidder, file_name),
  case when sealed then null else bidder end as bidder,
  case when sealed then null else file_name end as file_name
from file_change
where change not in ('still-missing', 'still-altered', 'still-unknown') or recovery_before is distinct from recovery_after
order by run_after, run_before, change, collectivity_id, consultation_id, kind, file_id
