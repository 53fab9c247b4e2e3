-- grain: one row per kind with a damaged file and what is known of getting it back
select kind, recovery, count(*) as files
from file_verdict
where state in ('missing', 'altered')
group by all
order by kind, recovery
