-- The first segments of a key (up to two; '' without any), by which losses are told apart.
create or replace macro key_head_of(object_key) as coalesce(regexp_extract(object_key, '^([^/]*/){1,2}'), '');

-- The Monday of the week of an instant, in the incident's zone.
create or replace macro week_of(instant) as date_trunc('week', instant::timestamp)::date;

-- What was compared of an object that the listing bears out.
-- trusted: are the ETags of its bucket compared; same_etag: an ETag that is an MD5 is the promised one
create or replace macro listed_assurance(not_expected, checksum, size_bytes, trusted, same_etag) as
  case
    when not_expected is not null then null
    when trusted and starts_with(checksum, 'md5:') and same_etag then 'checksum'
    when size_bytes is null then 'listed'
    else 'size'
  end;
