-- One row per object that the database promises: the files of the actes and their signatures, the accounting flows.
-- Drafts and cancelled actes, and flows that were handed over to the archive, should hold nothing.

-- Actes: position 0 is the acte itself, the others are its annexes; each is a file.
select
  f.storage_key as object_key,
  null::text as bucket,
  'acte' as kind,
  'content' as role,
  'F-' || f.id as file_id,
  f.name as file_name,
  a.siren as collectivity_id,
  'A-' || a.id as consultation_id,
  null::text as lot,
  null::text as offer_id,
  null::text as bidder,
  f.size as size_bytes,
  'sha256:' || f.sha256 as checksum,
  a.transmitted_at as deposited_at,
  null::boolean as current,
  null::boolean as winning,
  case when a.status in ('draft', 'cancelled') then a.status end as not_expected
from acte_file f
join acte a on a.id = f.acte_id

union all

select
  f.signature_key, null, 'acte', 'signature', 'F-' || f.id, f.name, a.siren, 'A-' || a.id, null, null, null,
  null, null, a.transmitted_at, null, null,
  case when a.status in ('draft', 'cancelled') then a.status end
from acte_file f
join acte a on a.id = f.acte_id
where f.signature_key is not null

union all

-- Flows between the public body and its accounting officer (protocole d'échange standard).
select
  storage_key, null, 'pes', 'content', 'P-' || id, name, siren, 'P-' || to_char(sent_at at time zone 'Europe/Paris', 'YYYY-MM'), null, null, null,
  size, 'sha1:' || sha1, sent_at, null, null,
  case when status = 'archived' then 'archived' end
from pes_flow
