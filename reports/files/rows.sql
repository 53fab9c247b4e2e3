-- grain: one row per file that is not intact (support counts files, not blocks)
-- Until a consultation is opened its bids are sealed: disclosed_file hides bidder and file name.
select f.*, o.name as collectivity
from disclosed_file as f
left join collectivity as o using (collectivity_id)
where f.state <> 'not_expected' and (f.state <> 'intact' or f.signature_state <> 'intact')
order by f.collectivity_id, f.consultation_id, f.kind, f.file_id
