-- grain: one row per expected object that is not intact, or that was found by a rule
select
  collectivity_id, consultation_id, kind, year, role, file_id, file_name, lot, offer_id, bidder, bucket, object_key,
  state, reason, rule, found_key, recovery, recovered_from, recovered_key, recovered_version_id,
  size_bytes, stored_bytes, deposited_at, observed_at, evidence, database_key, change
from object_verdict
where state not in ('intact', 'not_expected') or (rule is not null and state <> 'not_expected')
order by collectivity_id, consultation_id, kind, file_id, role, object_key, row_number
