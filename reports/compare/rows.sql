-- grain: one row per pair of runs, collectivity, kind and year with a file that is damaged or unknown in one of them
select
  run_before,
  run_after,
  collectivity_id,
  any_value(collectivity) as collectivity,
  kind,
  year,
  count(*) filter (change = 'newly-missing') as newly_missing,
  count(*) filter (change = 'newly-altered') as newly_altered,
  count(*) filter (change = 'recovered') as recovered,
  count(*) filter (change = 'no-longer-expected') as no_longer_expected,
  count(*) filter (change = 'changed-verdict') as changed_verdict,
  count(*) filter (change = 'still-missing') as still_missing,
  count(*) filter (change = 'still-altered') as still_altered,
  count(*) filter (change = 'still-unknown') as still_unknown,
  count(*) filter (change = 'not-compared') as not_compared,
  count(*) filter (change <> 'not-compared' and recovery_before = 'none') as lost_before,
  count(*) filter (change <> 'not-compared' and recovery_after = 'none') as lost_after,
  any_value(differs) as differs
from file_change
group by all
order by run_after, run_before, collectivity_id, kind, year
