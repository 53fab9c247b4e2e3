-- The facts that a run gathers. Everything else in the run store is derived from them by models.

-- grain: one row. What the models need to know of the configuration.
create table setting (
  time_zone varchar not null,
  years integer[] not null,
  kinds varchar[] not null,
  year_of varchar not null,
  default_bucket varchar not null,
  max_size_mismatch double not null,
  verify varchar not null, -- none, stored, sample, all
  sample_size integer not null -- objects per kind; 0 unless verify is sample
);

-- grain: one row per configured rewrite of keys, in order: a promised key that begins with from_prefix is looked for
-- with to_prefix in its place. The first that fits is taken.
create table key_rewrite (position integer not null, from_prefix varchar not null, to_prefix varchar not null);

-- grain: one row per configured primary store and prefix ('' when the whole bucket is listed), in their order.
create table primary_source (position integer not null, bucket varchar not null, prefix varchar not null);

-- grain: one row per place that copies may be got back from, in order of preference. kind: replica (a recovery
-- store) or version (older versions in a primary store, named by its bucket). Moved objects need no row.
create table recovery_source (position integer not null, kind varchar not null, name varchar not null);

-- grain: one row per kind for which the operator declared what may be damaged (fractions of expected files).
create table declared_loss (kind varchar not null, min_rate double not null, max_rate double not null);

-- grain: one row per thing known of the run as a whole: its snapshot, its digests, its finished stages. JSON.
create table fact (name varchar primary key, value varchar not null);

-- The five SELECTs as the database gave them: all text, one table each, columns in the contract's order. Of
-- expected-objects.sql only the rows in which something is wrong are kept so (anomaly); all are in expected_row.
create table raw_collectivity (
  row_number bigint, collectivity_id varchar, name varchar, siren varchar, siret varchar, department varchar,
  email varchar
);
create table raw_consultation (
  row_number bigint, collectivity_id varchar, consultation_id varchar, reference varchar, title varchar,
  category varchar, published_at varchar, initial_deadline_at varchar, deadline_at varchar, opened_at varchar,
  awarded_at varchar
);
create table raw_buyer (
  row_number bigint, collectivity_id varchar, buyer_id varchar, service varchar, full_name varchar, email varchar,
  phone varchar, active varchar
);
create table raw_consultation_buyer (
  row_number bigint, collectivity_id varchar, consultation_id varchar, buyer_id varchar
);
create table raw_expected_object (
  row_number bigint, object_key varchar, bucket varchar, kind varchar, role varchar, file_id varchar,
  file_name varchar, collectivity_id varchar, consultation_id varchar, lot varchar, offer_id varchar,
  bidder varchar, size_bytes varchar, checksum varchar, deposited_at varchar, current varchar, winning varchar,
  not_expected varchar
);

-- grain: one row per range of keys that is listed: keys k with after < k <= up_to (no bound: null), below prefix.
-- Keys up to last_key are in stored_object (those of a live listing in the slices of the range); state `done` says that all of them are.
create table listing_range (
  range_id integer primary key, bucket varchar not null, prefix varchar not null, after varchar not null,
  up_to varchar, state varchar not null, last_key varchar, keys bigint not null, error varchar,
  finished_at timestamptz
);

-- grain: one row per slice of a page of a live listing: some dozens of objects of one range, as joined texts.
-- All are joined by the same separator, which stands in none of them.
-- Written so, an object costs a fraction of what its row would (docs/decisions/0013-listing.md). etags: null when no
-- object has one. storage_class: that of all objects, else null, and each has its own in storage_classes. '': none.
-- last_modified: since 1970, in units of so many microseconds.
create table listed_slice (
  range_id integer not null, bucket varchar not null, listed_at timestamptz not null, separator varchar not null,
  keys varchar not null using compression uncompressed, sizes varchar not null using compression uncompressed,
  last_modified varchar not null using compression uncompressed, time_unit bigint not null,
  etags varchar using compression uncompressed, storage_class varchar, storage_classes varchar
);

-- grain: one row per object that an S3 Inventory or a listing file tells of.
create table listed_object (
  bucket varchar not null, object_key varchar not null, size_bytes bigint not null, last_modified timestamptz,
  etag varchar, storage_class varchar, listed_at timestamptz not null
);

-- grain: one row per object that a primary store lists.
-- Lists of a row are unnested side by side, the shorter ones padded with null.
create view stored_object as
select bucket, object_key, size_bytes, last_modified, etag, storage_class, listed_at
from listed_object
union all
select bucket, object_key, size_bytes::bigint, make_timestamptz(nullif(time, '')::bigint * time_unit),
  nullif(etag, ''), nullif(coalesce(storage_class, class), ''), listed_at
from (
  select bucket, listed_at, storage_class, time_unit,
    unnest(string_split(keys, separator)) as object_key,
    unnest(string_split(sizes, separator)) as size_bytes,
    unnest(string_split(last_modified, separator)) as time,
    unnest(string_split(etags, separator)) as etag,
    unnest(string_split(storage_classes, separator)) as class
  from listed_slice
);

-- grain: one row per form, other than itself, that a key rule gives of a key: of promised keys that are not stored
-- (side 'promised'), of stored keys that no row names (side 'stored'), and of keys that the database took up since
-- (side 'later').
create table key_form (
  side varchar not null, bucket varchar not null, object_key varchar not null, rule varchar not null,
  form varchar not null
);

-- grain: one row per key rule, in the order in which they are preferred.
create table key_rule (position integer not null, rule varchar not null);

-- grain: one row per other spelling of an absent key that lies where storage was not listed to the end.
create table uncovered_spelling (bucket varchar not null, object_key varchar not null, spelling varchar not null);

-- grain: one row per object that was asked for by name. answer: found, absent, forbidden, error.
-- fingerprints: what storage states of the whole content ('md5:…', 'sha1:…', 'sha256:…').
create table probe_answer (
  bucket varchar not null, object_key varchar not null, answer varchar not null, size_bytes bigint,
  last_modified timestamptz, etag varchar, storage_class varchar, restored boolean, fingerprints varchar[],
  error varchar, observed_at timestamptz not null
);

-- grain: one row per file that the database was asked for again. answer: answered, error.
create table second_look (
  collectivity_id varchar not null, consultation_id varchar not null, kind varchar not null, file_id varchar not null,
  answer varchar not null, error varchar, observed_at timestamptz not null
);

-- grain: one row per row that the database gave of those files: as raw_expected_object.
create table later_expected_object (
  row_number bigint, object_key varchar, bucket varchar, kind varchar, role varchar, file_id varchar,
  file_name varchar, collectivity_id varchar, consultation_id varchar, lot varchar, offer_id varchar,
  bidder varchar, size_bytes varchar, checksum varchar, deposited_at varchar, current varchar, winning varchar,
  not_expected varchar
);

-- grain: one row per object whose content was compared. method: stored (what storage states), read (its bytes).
-- answer: found, absent, archived, forbidden, error. zeros: every byte of it is 0.
create table content_answer (
  bucket varchar not null, object_key varchar not null, method varchar not null, answer varchar not null,
  size_bytes bigint, fingerprints varchar[], zeros boolean, error varchar, observed_at timestamptz not null
);

-- grain: one row per damaged object and other spelling of its key under which copies are looked for.
create table sought_spelling (bucket varchar not null, object_key varchar not null, spelling varchar not null);

-- grain: one row per damaged object, recovery source, candidate copy in it (none: one row says so) and method.
-- method: stored (what storage states), read (its bytes). answer: found, absent, archived, forbidden, error.
-- preference: 0 for the object's own key, then its other spellings; of one key's versions the newest first.
create table recovery_answer (
  kind varchar not null, source varchar not null, bucket varchar not null, object_key varchar not null,
  recovered_key varchar not null, recovered_version_id varchar, preference integer not null, method varchar not null,
  answer varchar not null, size_bytes bigint, last_modified timestamptz, storage_class varchar, restored boolean,
  fingerprints varchar[], error varchar, observed_at timestamptz not null
);

-- grain: one row per orphan that was looked at because a missing object might have been moved there, and method.
create table orphan_answer (
  bucket varchar not null, object_key varchar not null, method varchar not null, answer varchar not null,
  size_bytes bigint, storage_class varchar, restored boolean, fingerprints varchar[], error varchar,
  observed_at timestamptz not null
);

-- grain: one row per guard that the operator accepted (instance null: every instance of it).
create table accepted_guard (guard varchar not null, instance varchar);
