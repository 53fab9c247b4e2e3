-- grain: one row per row of expected-objects.sql, read and completed. Filled by completed-row.sql.
-- scope_date: the date that the scope names. year, in_scope: of a file of this row alone. rewritten_from: the key of the
-- database, where it is another. flawed: something is wrong in it; what the database gave is then in
-- raw_expected_object.
-- Writing is dear, so each row is written once, and what follows from other rows is in the view expected_object. Where
-- nearly every value is another, it is not compressed: that took a third of the time, and saved a third of the file.
create or replace table expected_row (
  row_number bigint, object_key varchar using compression uncompressed,
  rewritten_from varchar using compression uncompressed, bucket varchar, kind varchar, role varchar,
  file_id varchar using compression uncompressed, file_name varchar using compression uncompressed,
  collectivity_id varchar, consultation_id varchar, attached boolean, lot varchar,
  offer_id varchar using compression uncompressed, bidder varchar using compression uncompressed, size_bytes bigint,
  checksum varchar using compression uncompressed, deposited_at timestamptz, current boolean, winning boolean,
  not_expected varchar, scope_date timestamptz, year varchar, in_scope boolean, flawed boolean
);
