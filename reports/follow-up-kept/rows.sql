-- grain: one row per contact of whom support noted something in an earlier list, and who is in this one no more
select
  f.collectivity_id,
  coalesce(c.name, nullif(f.collectivity, '')) as collectivity,
  nullif(f.buyer_id, '') as buyer_id,
  nullif(f.full_name, '') as full_name,
  nullif(f.email, '') as email,
  nullif(f.informed_on, '') as informed_on,
  nullif(f.informed_by, '') as informed_by,
  nullif(f.outcome, '') as outcome
from returned.follow_up as f
left join collectivity as c using (collectivity_id)
where not exists (
  select 1 from affected_contact as a
  where a.collectivity_id = f.collectivity_id and coalesce(a.buyer_id, '') = f.buyer_id
)
order by f.collectivity_id, f.buyer_id
