-- Rows: one, when the database promises objects and storage lists none at all.
select null as instance, 'storage lists nothing, and the database promises ' || count(*) || ' objects' as finding
from expected_object
where in_scope and not_expected is null and object_key is not null
having count(*) > 0 and not exists (select 1 from stored_object);
