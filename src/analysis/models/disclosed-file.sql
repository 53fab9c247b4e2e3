-- grain: one row per file that was looked at object by object, as those who run its consultation may see it
-- Until a consultation is opened its bids are sealed: bidder and file name are hidden. A bid is what has an offer or a
-- bidder; where the consultation is not known, nobody can say that it was opened. Where the key stands for the id of a
-- file, a sealed one is named by a digest: keys may hold names.
create or replace view disclosed_file as
select
  f.* exclude (bidder, file_name, named_by_key),
  c.reference,
  c.title,
  c.deadline_at,
  (f.offer_id is not null or f.bidder is not null) and c.opened_at is null as sealed,
  case when sealed then null else f.bidder end as bidder,
  case when sealed then null else f.file_name end as file_name,
  case when sealed and f.named_by_key then 'sha256:' || left(sha256(f.file_id), 16) else f.file_id end as shown_file_id
from file_verdict as f
left join consultation as c using (collectivity_id, consultation_id);
