-- How texts of legacy databases are read. What cannot be read is null here and an anomaly in anomaly.sql.

-- A time is plausible from 1980 to 2100: '0001-01-01' and '9999-12-31' are ways of writing "none".
create or replace macro readable_time(text) as
  case when year(try_cast(trim(text) as timestamptz)) between 1980 and 2100
       then try_cast(trim(text) as timestamptz) end;

-- A size is a whole number of bytes; '1234.00' is one too, as numeric columns print it.
create or replace macro readable_size(text) as
  case when regexp_full_match(trim(text), '[0-9]{1,18}([.]0+)?')
       then try_cast(split_part(trim(text), '.', 1) as bigint) end;

create or replace macro readable_boolean(text) as
  case when lower(trim(text)) in ('true', 't', '1', 'yes', 'y', 'oui', 'o') then true
       when lower(trim(text)) in ('false', 'f', '0', 'no', 'n', 'non') then false end;

create or replace macro readable_checksum(text) as
  case when regexp_full_match(lower(trim(text)), 'md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64}')
       then lower(trim(text)) end;
