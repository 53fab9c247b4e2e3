-- One row per object that the database promises: the blocks of the offers' files, their detached signatures, the
-- files of every DCE version. Rows that should hold nothing stay, with the reason in not_expected.
-- Joins are left joins: a file whose blob or offer row is gone is still promised.

-- Offers: each file was encrypted in one or more blocks, each block is an object.
select
  b.storage_key as object_key,
  null::text as bucket,
  'offer' as kind,
  'content' as role,
  'O-' || f.id as file_id,
  f.name as file_name,
  f.organisation as collectivity_id,
  o.consultation_id::text as consultation_id,
  o.lot::text as lot,
  o.id::text as offer_id,
  o.company_name as bidder,
  b.size as size_bytes,            -- text: not all of it is readable
  b.checksum,
  o.deposited_at::text as deposited_at,
  null::text as current,
  o.winning::text as winning,
  case
    when o.status in ('withdrawn', 'paper') then o.status
    when b.purged = 1 then 'purged'
  end as not_expected
from offer_file f
left join offer o on o.organisation = f.organisation and o.id = f.offer_id
left join offer_block k on k.organisation = f.organisation and k.offer_file_id = f.id
left join blob b on b.organisation = k.organisation and b.id = k.blob_id

union all

-- The detached signatures of the offers' files.
select
  b.storage_key, null, 'offer', 'signature', 'O-' || f.id, f.name, f.organisation, o.consultation_id::text,
  o.lot::text, o.id::text, o.company_name, b.size, b.checksum, o.deposited_at::text, null, o.winning::text,
  case
    when o.status in ('withdrawn', 'paper') then o.status
    when b.purged = 1 then 'purged'
  end
from offer_file f
left join offer o on o.organisation = f.organisation and o.id = f.offer_id
left join blob b on b.organisation = f.organisation and b.id = f.signature_blob_id
where f.signature_blob_id is not null

union all

-- The DCE: every version, the superseded ones too. Their date is the old base's text.
select
  b.storage_key, null, 'dce', 'content', 'D-' || d.id, d.name, d.organisation, d.consultation_id::text,
  null, null, null, b.size, b.checksum, b.created_at, v.current::text, null,
  case when b.purged = 1 then 'purged' end
from dce_file d
left join dce_version v
  on v.organisation = d.organisation and v.consultation_id = d.consultation_id and v.version = d.version
left join blob b on b.organisation = d.organisation and b.id = d.blob_id
