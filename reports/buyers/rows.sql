-- grain: one row per contact of an affected consultation: its active buyers or, where there is none, the
--        collectivity's own address. The files of a consultation stand with each of its contacts.
-- A contact is as urgent as the most urgent of its consultations, whose rule it takes. returned.follow_up is what support noted (reports/follow-up).
select
  a.collectivity_id, any_value(a.collectivity) as collectivity, a.contact, a.buyer_id,
  any_value(a.service) as service, any_value(a.full_name) as full_name, any_value(a.email) as email,
  any_value(a.phone) as phone,
  count(*) as consultations_affected,
  sum(a.files_damaged)::bigint as files_damaged, sum(a.files_missing)::bigint as files_missing,
  sum(a.files_altered)::bigint as files_altered, sum(a.files_lost)::bigint as files_lost,
  sum(a.files_recoverable)::bigint as files_recoverable,
  sum(a.files_recovery_unknown)::bigint as files_recovery_unknown,
  sum(a.files_unknown)::bigint as files_unknown,
  min(u.urgency) as urgency,
  arg_min(u.urgency_rule, u.urgency * 2 + u.superseded::integer order by u.urgency_rule) as urgency_rule,
  arg_min(u.superseded, u.urgency * 2 + u.superseded::integer) as superseded,
  any_value(a.siren) as siren, any_value(a.siret) as siret,
  bool_or(a.no_address) as no_address, bool_or(a.inactive_contacts) as inactive_contacts,
  bool_or(a.shared_address) as shared_address,
  'collectivities/' || safe_name(a.collectivity_id) || '/files.csv' as file_list,
  'collectivities/' || safe_name(a.collectivity_id) || '/'
    || case when a.buyer_id is null then 'collectivity' else 'contact-' || safe_name(a.buyer_id) end || '.eml' as message,
  any_value(nullif(f.informed_on, '')) as informed_on, any_value(nullif(f.informed_by, '')) as informed_by,
  any_value(nullif(f.outcome, '')) as outcome
from affected_contact as a
left join consultation_urgency as u using (collectivity_id, consultation_id)
left join returned.follow_up as f
  on f.collectivity_id = a.collectivity_id and f.buyer_id = coalesce(a.buyer_id, '')
group by a.collectivity_id, a.contact, a.buyer_id
order by urgency, files_lost desc, files_damaged desc, a.collectivity_id, a.buyer_id
