-- What comparing runs gives, for one pair of runs after another; it lives in memory for as long as the job does.

-- grain: one row. The pair that is being compared. same_rows: mapping and stores are the same, so that a file which
-- one run does not know is gone, or new.
create table pair (run_before varchar not null, run_after varchar not null, same_rows boolean not null, differs varchar);

-- grain: one row per pair and file that is damaged or unknown in one of its runs
create table file_change (
  run_before varchar not null, run_after varchar not null, differs varchar, change varchar not null,
  collectivity_id varchar not null, collectivity varchar, consultation_id varchar not null, reference varchar,
  kind varchar not null, year varchar not null, file_id varchar not null, lot varchar, offer_id varchar,
  bidder varchar, file_name varchar, sealed boolean not null,
  state_before varchar not null, reason_before varchar, recovery_before varchar,
  state_after varchar not null, reason_after varchar, recovery_after varchar
);

-- How a file stands in a run: by its verdict, or else as its row of expected_file says. A file without a verdict was
-- counted by match: it is as the database says, intact or not expected; one without a row is not known to the run.
create macro standing_of(state, file_id, in_scope, expected_objects) as case
  when state = 'not_expected' then 'not-expected'
  when state is not null then state
  when file_id is null then 'not-known'
  when not in_scope then 'out-of-scope'
  when expected_objects = 0 then 'not-expected'
  else 'intact'
end;
