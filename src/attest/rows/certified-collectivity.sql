-- grain: one row per collectivity that a certificate is about: with a damaged file, or certified before ($before, JSON)
select
  t.collectivity_id,
  c.name,
  c.siren,
  c.siret
from (
  select collectivity_id
  from total
  where unit = 'files' and grain = 'collectivity' and damaged > 0 and collectivity_id <> ''
  union
  select unnest(from_json($before, '["VARCHAR"]'))
) as t
left join collectivity as c using (collectivity_id)
order by c.name nulls last, t.collectivity_id
