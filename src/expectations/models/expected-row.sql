-- grain: one row per row of expected-objects.sql, read and completed, with its file's year and whether it is in scope
-- alone: its file has no other row. rewritten_from: the key of the database, where it is another.
-- What is nearly unique is compressed without trying a dictionary first, as in raw_expected_object. Writing is dear:
-- what follows from other columns is in the view expected_object.
create or replace table expected_row (
  row_number bigint, object_key varchar using compression fsst, rewritten_from varchar using compression fsst,
  bucket varchar, kind varchar, role varchar, file_id varchar using compression fsst,
  file_name varchar using compression fsst, collectivity_id varchar, consultation_id varchar, attached boolean,
  lot varchar, offer_id varchar using compression fsst, bidder varchar using compression fsst, size_bytes bigint,
  checksum varchar using compression fsst, deposited_at timestamptz, current boolean, winning boolean,
  not_expected varchar, year varchar, file_date timestamptz, in_scope boolean, alone boolean
);
insert into expected_row by name
select
  d.*,
  coalesce(year(d.file_date)::varchar, 'undated') as year,
  is_in_scope(d.file_date, d.kind, s.years, s.kinds) as in_scope
from (
  select
    p.* exclude (scope_date, database_key),
    case when p.database_key <> p.object_key then p.database_key end as rewritten_from,
    case when f.file_id is null then p.scope_date else f.file_date end as file_date,
    f.file_id is null as alone
  from promises_of('raw_expected_object') as p
  left join file_of_several as f using (collectivity_id, consultation_id, kind, file_id)
) as d
cross join setting as s;
