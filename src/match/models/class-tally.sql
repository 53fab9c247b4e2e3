-- grain: kind and storage class of the objects that the tally counts as intact
-- What the listing says of their class; later stages add the intact objects among the rows.
create or replace table class_tally as
select e.kind, s.storage_class, count(*) as objects, coalesce(sum(s.size_bytes), 0)::bigint as bytes
from expected_object as e
join stored_object as s on s.bucket = e.bucket and s.object_key = e.object_key
anti join suspect_file as f
  on f.collectivity_id = e.collectivity_id and f.consultation_id = e.consultation_id
  and f.kind = e.kind and f.file_id = e.file_id
where e.in_scope and e.not_expected is null
group by e.kind, s.storage_class;
