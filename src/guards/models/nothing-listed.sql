-- Rows: one, when the database promises objects and storage lists none at all.
with silence as (
  select 1 as silent where not exists (select 1 from listed_object) and not exists (select 1 from listed_slice)
)
select null as instance, 'storage lists nothing, and the database promises ' || count(*) || ' objects' as finding
from silence
cross join expected_object
where in_scope and not_expected is null and object_key is not null
having count(*) > 0;
