-- grain: one row per contact person
create or replace table buyer as
select
  collectivity_id,
  buyer_id,
  service,
  full_name,
  nullif(trim(email), '') as email,
  nullif(trim(phone), '') as phone,
  coalesce(readable_boolean(active), true) as active
from raw_buyer
where collectivity_id is not null and buyer_id is not null
qualify row_number() over (partition by collectivity_id, buyer_id order by raw_buyer.row_number) = 1;
