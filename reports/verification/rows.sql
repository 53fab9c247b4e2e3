-- grain: one row per kind of which contents were compared
select * from verification order by kind
