-- How texts of legacy databases are read. What cannot be read is null here and an anomaly in anomaly.sql.

-- Ten million texts are read so. Nearly all of them are clean: what is dear (trim, lower) is done for the others only.

-- A time is plausible from 1980 to 2100: '0001-01-01' and '9999-12-31' are ways of writing "none".
create or replace macro plausible_time(instant) as
  case when instant >= timestamptz '1980-01-01' and instant < timestamptz '2101-01-01' then instant end;

create or replace macro readable_instant(text) as
  coalesce(try_cast(text as timestamptz), try_cast(trim(text) as timestamptz));

create or replace macro readable_time(text) as plausible_time(readable_instant(text));

-- A size is a whole number of bytes; '1234.00' is one too, as numeric columns print it.
create or replace macro readable_size(text) as
  case when regexp_full_match(text, '[0-9]{1,18}') then try_cast(text as bigint)
       when regexp_full_match(trim(text), '[0-9]{1,18}([.]0+)?')
       then try_cast(split_part(trim(text), '.', 1) as bigint) end;

create or replace macro readable_boolean(text) as
  case when text = 'true' then true
       when text = 'false' then false
       when regexp_full_match(lower(trim(text)), 'true|t|1|yes|y|oui|o') then true
       when regexp_full_match(lower(trim(text)), 'false|f|0|no|n|non') then false end;

create or replace macro is_checksum(text) as
  regexp_full_match(text, 'md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64}');

create or replace macro readable_checksum(text) as
  case when is_checksum(text) then text
       when is_checksum(lower(trim(text))) then lower(trim(text)) end;

-- Whether there is something to read in a text of which nothing was read.
create or replace macro is_unreadable(text, reading) as
  case when reading is null then coalesce(trim(text), '') <> '' else false end;

-- The year of an instant in the incident's zone. Converting is dear; far from New Year's Eve it is the same in every zone.
create or replace macro year_of(instant) as
  case when dayofyear(make_timestamp(epoch_us(instant))) between 3 and 363 then year(make_timestamp(epoch_us(instant)))
       else year(instant) end;

-- The first rewrite whose beginning fits is taken; without one the key stays.
create or replace macro rewritten_key(key, rewrites) as
  coalesce(
    list_transform(
      list_filter(rewrites, lambda r: starts_with(key, r.from_prefix)),
      lambda r: r.to_prefix || substr(key, length(r.from_prefix) + 1)
    )[1],
    key
  );

-- The MD5 that an ETag of S3 is, as the contract writes it, unless the object was uploaded in parts.
create or replace macro etag_fingerprint(etag) as
  case when regexp_full_match(lower(etag), '[0-9a-f]{32}') then 'md5:' || lower(etag) end;

-- Weakest first: a file is as sure as the least sure of its objects.
create or replace macro assurance_rank(assurance) as
  case assurance when 'listed' then 1 when 'size' then 2 when 'checksum' then 3 end;

-- Scope takes whole files: by the year of its date, or undated, and by its kind. No list is every year, or kind.
create or replace macro is_in_scope(file_date, kind, years, kinds) as
  (file_date is null or len(years) = 0 or list_contains(years, year_of(file_date)::integer))
  and (len(kinds) = 0 or kind = 'unspecified' or list_contains(kinds, kind));
