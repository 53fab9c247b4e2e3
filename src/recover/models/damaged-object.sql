-- grain: one row per expected object that the listing, the probe and the content show to be missing or altered
create or replace table damaged_object as
select row_number, bucket, object_key, ask_key, size_bytes, checksum, found_state as state
from judged('present_row')
where found_state in ('missing', 'altered');
