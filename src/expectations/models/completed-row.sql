-- Rows that arrived from expected-objects.sql (arrived_row), read and completed: one row of expected_row for each.
insert into expected_row by name
select
  p.* exclude (database_key),
  case when p.database_key <> p.object_key then p.database_key end as rewritten_from,
  coalesce(year_of(p.scope_date)::varchar, 'undated') as year,
  is_in_scope(p.scope_date, p.kind, s.years, s.kinds) as in_scope
from promises_of('arrived_row') as p
cross join setting as s;
