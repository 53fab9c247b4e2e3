-- The first segments of a key (up to two; '' without any), by which losses are told apart.
create or replace macro key_head_of(object_key) as coalesce(regexp_extract(object_key, '^([^/]*/){1,2}'), '');

-- The Monday of the week of an instant, in the incident's zone. Converting is dear; since 1972, and further from a
-- week's ends than the 14 hours that zones differ from Greenwich, it is the same week in every zone.
create or replace macro week_of(instant) as
  case
    when epoch_us(instant) >= 63072000000000
      and (epoch_us(instant) - 345600000000) % 604800000000 between 54000000000 and 550800000000
      then date '1970-01-05' + (7 * ((epoch_us(instant) - 345600000000) // 604800000000))::integer
    else date_trunc('week', instant::timestamp)::date
  end;

-- What was compared of an object that the listing bears out.
-- trusted: are the ETags of its bucket compared; same_etag: an ETag that is an MD5 is the promised one
create or replace macro listed_assurance(not_expected, checksum, size_bytes, trusted, same_etag) as
  case
    when not_expected is not null then null
    when trusted and starts_with(checksum, 'md5:') and same_etag then 'checksum'
    when size_bytes is null then 'listed'
    else 'size'
  end;

-- Two numbers, 128 bits together, by which a cell of the tally is known: seven texts are dear to group and to join by.
create or replace macro cell_of(collectivity_id, consultation_id, bucket, kind, year, state, assurance) as {
  forth: hash(collectivity_id, consultation_id, bucket, kind, year, state, assurance),
  back: hash(assurance, state, year, kind, bucket, consultation_id, collectivity_id)
};
