-- grain: as of sampled_object when contents are compared; none is
create or replace table sampled_object (
  row_number bigint, bucket varchar, object_key varchar, kind varchar, population bigint, drawn boolean
);
