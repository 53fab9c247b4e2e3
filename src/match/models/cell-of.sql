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

-- An instant in the same week, of which there are few: converting to the incident's zone is dear, and since 1972 the
-- offsets of all zones are whole quarters of an hour.
create or replace macro moment_of(instant) as
  case
    when isfinite(instant) and instant >= timestamptz '1972-02-01 00:00:00+00'
      then make_timestamptz(epoch_us(instant) // 900000000 * 900000000)
    else instant
  end;

-- Two numbers, 128 bits together, by which a cell of the tally is known: seven texts are dear to group and to join by.
create or replace macro cell_of(collectivity_id, consultation_id, bucket, kind, year, state, assurance) as {
  forth: hash(collectivity_id, consultation_id, bucket, kind, year, state, assurance),
  back: hash(assurance, state, year, kind, bucket, consultation_id, collectivity_id)
};
