-- grain: one row per affected consultation and contact: each of its active buyers or, where it has none, its
--        collectivity's own address. Files without a known consultation stand under `unattached`.
-- What support should know of the contact: nobody can be written to at it (no_address), all those named for the
-- consultation are inactive (inactive_contacts), its address serves several collectivities (shared_address).
create or replace table affected_contact as
with damage as (
  select
    collectivity_id,
    case when consultation_id = '' then 'unattached' else consultation_id end as consultation_id,
    damaged as files_damaged, missing as files_missing, altered as files_altered, lost as files_lost,
    recoverable as files_recoverable, recovery_unknown as files_recovery_unknown, unknown as files_unknown
  from total
  where unit = 'files' and grain = 'consultation' and damaged > 0
),
named_contact as (
  select l.collectivity_id, l.consultation_id, b.buyer_id, b.service, b.full_name, b.email, b.phone, b.active
  from consultation_buyer as l join buyer as b using (collectivity_id, buyer_id)
),
shared as (
  select lower(email) as email
  from (
    select collectivity_id, email from buyer where active
    union all
    select collectivity_id, email from collectivity
  )
  where email is not null
  group by lower(email)
  having count(distinct collectivity_id) > 1
),
found as (
  select
    d.*,
    c.name as collectivity,
    c.siren,
    c.siret,
    case when a.buyer_id is null then 'collectivity-address' else 'contact' end as contact,
    a.buyer_id,
    a.service,
    coalesce(a.full_name, c.name) as full_name,
    case when a.buyer_id is null then c.email else a.email end as email,
    a.phone
  from damage as d
  left join named_contact as a
    on a.collectivity_id = d.collectivity_id and a.consultation_id = d.consultation_id and a.active
  left join collectivity as c on c.collectivity_id = d.collectivity_id
)
select
  f.*,
  -- what a mail program takes for one address: nothing that would end it, begin another or name its owner
  not coalesce(regexp_full_match(f.email, '[^\s@<>(),;:"\\\[\]\x00-\x1f]+@[^\s@<>(),;:"\\\[\]\x00-\x1f]+'), false) as no_address,
  f.buyer_id is null and exists (
    select 1 from named_contact as n
    where n.collectivity_id = f.collectivity_id and n.consultation_id = f.consultation_id
  ) as inactive_contacts,
  coalesce(lower(f.email) in (select email from shared), false) as shared_address
from found as f;
