-- grain: one row per kind, year and unit (files, objects, signatures)
select t.* exclude (grain, collectivity_id, consultation_id)
from total as t
where t.grain = 'kind-year'
order by t.kind, t.year, case t.unit when 'files' then 1 when 'objects' then 2 else 3 end
