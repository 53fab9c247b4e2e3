-- grain: one row per expected object that the second look at the database found withdrawn, changed or added
select * replace (nullif(state, 'not_expected') as state) from object_verdict
where change is not null
order by collectivity_id, consultation_id, kind, file_id, role, object_key, row_number
