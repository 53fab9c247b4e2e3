-- grain: as sampled_object, which is empty when no content is compared: it would read all rows to find none
create or replace table sampled_object (
  row_number bigint, bucket varchar, object_key varchar, kind varchar, population bigint, drawn boolean
);
