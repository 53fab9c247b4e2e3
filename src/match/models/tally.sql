-- grain: unit (objects, files, signatures), collectivity, consultation ('' when unattached), bucket, kind, year, state
--        (intact or not_expected), assurance
-- Counts what needs no further look: tally_cell, unit by unit. Which a reader names is all that is read.
create or replace view tally as
select 'objects' as unit, * exclude (objects, signatures, files), objects as n from tally_cell where objects > 0
union all
select 'signatures', * exclude (objects, signatures, files), signatures from tally_cell where signatures > 0
union all
select 'files', * exclude (objects, signatures, files), files from tally_cell where files > 0;
