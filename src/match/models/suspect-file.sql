-- grain: one row per file of several rows, in scope, that is looked at object by object: not wholly intact by the
--        listing, or with an object whose content is to be compared
-- A file without a content row cannot be called intact either. A file of one row is that row.
create or replace table suspect_file as
select file_number
from row_of_several
semi join (select row_number from suspect_object union select row_number from sampled_object) as s using (row_number)
union
select file_number from file_of_several where in_scope and expected_objects > 0 and content_objects = 0;
