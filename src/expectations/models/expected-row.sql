-- grain: one row per row of expected-objects.sql, read and completed. Filled by completed-row.sql.
-- scope_date: the date that the scope names. year, in_scope: of a file of this row alone. rewritten_from: the key of the
-- database, where it is another. flawed: something is wrong in it; what the database gave is then in
-- raw_expected_object.
-- Writing is dear, so each row is written once, and what follows from other rows is in the view expected_object. Where
-- nearly every value is another, the engine is told how to compress it: else it also tries a dictionary, in vain.
create or replace table expected_row (
  row_number bigint, object_key varchar using compression fsst, rewritten_from varchar using compression fsst,
  bucket varchar, kind varchar, role varchar, file_id varchar using compression fsst,
  file_name varchar using compression fsst, collectivity_id varchar, consultation_id varchar, attached boolean,
  lot varchar, offer_id varchar using compression fsst, bidder varchar using compression fsst, size_bytes bigint,
  checksum varchar using compression fsst, deposited_at timestamptz, current boolean, winning boolean,
  not_expected varchar, scope_date timestamptz, year varchar, in_scope boolean, flawed boolean
);
