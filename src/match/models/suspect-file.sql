-- grain: one row per file in scope that is looked at object by object: not wholly intact by the listing, or with an
--        object whose content is to be compared
-- A file without a content row cannot be called intact either.
create or replace table suspect_file as
select distinct e.collectivity_id, e.consultation_id, e.kind, e.file_id
from (select row_number from suspect_object union select row_number from sampled_object) as s
join expected_object as e using (row_number)
union
select collectivity_id, consultation_id, kind, file_id
from expected_file
where in_scope and expected_objects > 0 and content_objects = 0;
