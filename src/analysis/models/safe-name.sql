-- A name for a file or folder that no id can spoil: letters, digits and hyphens of the id, for people, and a digest of it,
-- which tells apart what differs in case, accents or signs only.
create or replace macro safe_name(id) as
  trim(left(regexp_replace(lower(strip_accents(id)), '[^a-z0-9]+', '-', 'g'), 40) || '-' || left(sha256(id), 12), '-');
