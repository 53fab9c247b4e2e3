-- grain: one row per contact of an affected consultation: its active buyers or, where there is none, the
--        collectivity's own address. The files of a consultation stand with each of its contacts.
select
  collectivity_id, any_value(collectivity) as collectivity, contact, buyer_id,
  any_value(service) as service, any_value(full_name) as full_name, any_value(email) as email, any_value(phone) as phone,
  count(*) as consultations_affected,
  sum(files_damaged)::bigint as files_damaged, sum(files_missing)::bigint as files_missing,
  sum(files_altered)::bigint as files_altered, sum(files_lost)::bigint as files_lost,
  sum(files_recoverable)::bigint as files_recoverable, sum(files_recovery_unknown)::bigint as files_recovery_unknown,
  sum(files_unknown)::bigint as files_unknown
from affected_contact
group by collectivity_id, contact, buyer_id
order by files_lost desc, files_damaged desc, collectivity_id, buyer_id
