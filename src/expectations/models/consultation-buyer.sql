-- grain: one row per consultation and contact person
create or replace table consultation_buyer as
select distinct collectivity_id, consultation_id, buyer_id
from raw_consultation_buyer
where collectivity_id is not null and consultation_id is not null and buyer_id is not null;
