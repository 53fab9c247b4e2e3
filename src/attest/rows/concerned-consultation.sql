-- grain: one row per consultation and service in whose incident window its initial or present DLRO fell, both ends
--        of the window within it: those that deadlines.csv calls in the window
select
  collectivity_id,
  consultation_id,
  service,
  coalesce(initial_deadline_at between from_at and to_at, false) as initial_in_window,
  coalesce(deadline_at between from_at and to_at, false) as present_in_window
from deadline
where nearness = 'in-window'
order by collectivity_id, consultation_id, service
