-- grain: one row per file that is damaged or unknown in one of two runs, added to those of the pairs before
-- The run stores are attached as `earlier` and `later`.
-- change: newly-…             missing or altered, and before it was neither that nor unknown
--         still-…             as before
--         recovered           missing or altered before, intact now
--         no-longer-expected  missing, altered or unknown before; the database does not expect it any more
--         changed-verdict     any other difference: missing and altered, or to and from unknown
--         not-compared        out of one run's scope; or known to one run only, whose mapping or stores are others
insert into file_change by name
with questionable as (
  select collectivity_id, consultation_id, kind, file_id from earlier.file_verdict where state in ('missing', 'altered', 'unknown')
  union
  select collectivity_id, consultation_id, kind, file_id from later.file_verdict where state in ('missing', 'altered', 'unknown')
),
standing as (
  select
    q.*,
    standing_of(ev.state, ef.file_id, ef.in_scope, ef.expected_objects) as state_before,
    standing_of(lv.state, lf.file_id, lf.in_scope, lf.expected_objects) as state_after,
    ev.reason as reason_before, ev.recovery as recovery_before, lv.reason as reason_after, lv.recovery as recovery_after,
    coalesce(lf.year, ef.year, lv.year, ev.year) as year,
    coalesce(lv.lot, ev.lot) as lot,
    coalesce(lv.offer_id, ev.offer_id) as offer_id,
    coalesce(lv.bidder, ev.bidder) as bidder,
    coalesce(lv.file_name, ev.file_name) as file_name
  from questionable as q
  left join earlier.file_verdict as ev using (collectivity_id, consultation_id, kind, file_id)
  left join later.file_verdict as lv using (collectivity_id, consultation_id, kind, file_id)
  left join earlier.expected_file as ef using (collectivity_id, consultation_id, kind, file_id)
  left join later.expected_file as lf using (collectivity_id, consultation_id, kind, file_id)
)
select
  p.run_before,
  p.run_after,
  p.differs,
  case
    when state_before = 'out-of-scope' or state_after = 'out-of-scope' then 'not-compared'
    when not p.same_rows and (state_before = 'not-known' or state_after = 'not-known') then 'not-compared'
    when state_after = state_before then 'still-' || state_after
    when state_after in ('missing', 'altered') and state_before in ('intact', 'not-expected', 'not-known')
      then 'newly-' || state_after
    when state_after = 'intact' and state_before in ('missing', 'altered') then 'recovered'
    when state_after in ('not-expected', 'not-known') then 'no-longer-expected'
    else 'changed-verdict'
  end as change,
  s.*,
  coalesce(lo.name, eo.name) as collectivity,
  coalesce(lc.reference, ec.reference) as reference,
  (s.offer_id is not null or s.bidder is not null) and coalesce(lc.opened_at, ec.opened_at) is null as sealed
from standing as s
cross join pair as p
left join earlier.collectivity as eo using (collectivity_id)
left join later.collectivity as lo using (collectivity_id)
left join earlier.consultation as ec using (collectivity_id, consultation_id)
left join later.consultation as lc using (collectivity_id, consultation_id);
