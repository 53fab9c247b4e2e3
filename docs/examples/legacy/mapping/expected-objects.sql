-- One row per object that the database promises. Joins are left joins: a file whose blob is gone is still promised.

-- The files of offers, one row a block.
select
  b.cle as object_key,
  null as bucket,                   -- the configured one
  'offer' as kind,
  'content' as role,
  'O-' || f.id as file_id,          -- offers and DCE have ids of their own: tell them apart
  f.nom as file_name,
  f.organisme as collectivity_id,
  o.consultation_id,
  o.lot,
  o.id as offer_id,
  o.entreprise as bidder,
  b.taille as size_bytes,           -- text, read row by row
  case length(b.empreinte)
    when 32 then 'md5:' || b.empreinte
    when 40 then 'sha1:' || b.empreinte
    else nullif(b.empreinte, '')
  end as checksum,
  o.date_depot as deposited_at,     -- text without a zone: in the incident's
  null as current,
  o.retenue as winning,
  case
    when o.statut = 'R' then 'withdrawn'
    when o.statut = 'P' then 'paper'
    when b.purge = 'O' then 'purged'
  end as not_expected
from fichier_offre f
left join offre o on o.organisme = f.organisme and o.id = f.offre_id
left join bloc k on k.organisme = f.organisme and k.fichier_offre_id = f.id
left join blob b on b.organisme = k.organisme and b.id = k.blob_id

union all

-- Their detached signatures: the same file, another role.
select
  b.cle, null, 'offer', 'signature', 'O-' || f.id, f.nom, f.organisme, o.consultation_id, o.lot, o.id, o.entreprise,
  b.taille,
  case length(b.empreinte) when 32 then 'md5:' || b.empreinte when 40 then 'sha1:' || b.empreinte else nullif(b.empreinte, '') end,
  o.date_depot, null, o.retenue,
  case when o.statut = 'R' then 'withdrawn' when o.statut = 'P' then 'paper' when b.purge = 'O' then 'purged' end
from fichier_offre f
left join offre o on o.organisme = f.organisme and o.id = f.offre_id
left join blob b on b.organisme = f.organisme and b.id = f.signature_blob_id
where f.signature_blob_id is not null

union all

-- The files of the DCE, superseded versions too. Two versions may share a blob: each row is counted, the object is
-- looked for once.
select
  b.cle, null, 'dce', 'content', 'D-' || d.id, d.nom, d.organisme, d.consultation_id, null, null, null,
  b.taille,
  case length(b.empreinte) when 32 then 'md5:' || b.empreinte when 40 then 'sha1:' || b.empreinte else nullif(b.empreinte, '') end,
  d.date_depot,
  (d.version = max(d.version) over (partition by d.organisme, d.consultation_id))::text,
  null,
  case when b.purge = 'O' then 'purged' end
from fichier_dce d
left join blob b on b.organisme = d.organisme and b.id = d.blob_id
