-- grain: one row per kind and week of deposit of an expected object; undated ones last
select * from loss_by_week order by kind, week nulls last
