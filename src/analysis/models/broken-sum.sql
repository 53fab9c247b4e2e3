-- grain: one row per total whose sums do not hold; there must be none
create or replace view broken_sum as
select 'a total' as what, unit, grain, collectivity_id, consultation_id, kind, year
from total
where expected <> intact + altered + missing + unknown
  or damaged <> missing + altered
  or damaged <> lost + recoverable + recovery_unknown
  or intact <> assurance_listed + assurance_size + assurance_checksum
union all
select 'expected objects against the rows of the database', 'objects', null, null, null, null, null
where (select coalesce(sum(expected + not_expected), 0) from total where unit = 'objects' and grain = 'platform')
  <> (select count(*) from expected_object where in_scope) + (select count(*) from present_row where change = 'added-since')
union all
select 'files against those of the database', 'files', null, null, null, null, null
where (select coalesce(sum(expected + not_expected), 0) from total where unit = 'files' and grain = 'platform')
  <> (select count(*) from expected_file where in_scope);
