-- grain: one row per row that the database gave at the second look, read as the first ones were
create or replace table later_promise as
select p.* exclude (flawed)
from promises_of('later_expected_object') as p
semi join second_look as l
  on l.collectivity_id = p.collectivity_id and l.consultation_id = p.consultation_id and l.kind = p.kind
  and l.file_id = p.file_id and l.answer = 'answered';
