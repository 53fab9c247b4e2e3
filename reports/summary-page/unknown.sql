-- grain: one row per kind and reason for which files are unknown
select kind, reason, count(*) as files
from file_verdict
where state = 'unknown'
group by all
order by kind, files desc, reason
