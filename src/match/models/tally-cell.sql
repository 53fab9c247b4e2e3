-- grain: collectivity, consultation ('' when unattached), bucket, kind, year, state (intact or not_expected), assurance
-- objects, signatures (those among them) and files that need no further look: files that are wholly intact by the
-- listing, and what the database itself says should hold nothing. What a later stage finds about a counted object moves
-- it to the rows. It is what listed_cell counts, less the rows that became match_row. A row alone in its file is the
-- file; only files of several rows are gathered (whole_file).
create or replace table tally_cell as
with looked_at as (
  select
    m.collectivity_id, case when m.attached then m.consultation_id else '' end as consultation_id, m.bucket, m.kind,
    m.year, 'intact' as state,
    listed_assurance(null, m.checksum, m.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5) as assurance,
    -1 as objects, case when m.role = 'signature' then -1 else 0 end as signatures,
    case when o.row_number is null then -1 else 0 end as files
  from match_row as m
  left join row_of_several as o on o.row_number = m.row_number
  left join listing_difference as d on d.row_number = m.row_number
  left join etag_trust as t on t.bucket = m.bucket
  where m.suspicion is null
),
-- What the cells of the listing are to be changed by, and cells of files that are none of any object.
change as materialized (
  select
    collectivity_id, consultation_id, bucket, kind, year, state, assurance,
    cell_of(collectivity_id, consultation_id, bucket, kind, year, state, assurance) as cell,
    coalesce(sum(objects), 0)::bigint as objects, coalesce(sum(signatures), 0)::bigint as signatures, sum(files)::bigint as files
  from (
    select * from looked_at
    union all by name
    select collectivity_id, consultation_id, bucket, kind, year, state, assurance, 1 as files from whole_file
  )
  group by all
)
select
  e.collectivity_id, case when e.attached then e.consultation_id else '' end as consultation_id, e.bucket, e.kind,
  e.year, l.state, l.assurance,
  l.objects + coalesce(c.objects, 0) as objects,
  l.signatures + coalesce(c.signatures, 0) as signatures,
  l.alone + coalesce(c.files, 0) as files
from listed_cell as l
join expected_object as e on e.row_number = l.row_number
left join change as c on c.cell = l.cell
union all by name
select c.* exclude (cell)
from change as c
anti join listed_cell as l on l.cell = c.cell;
