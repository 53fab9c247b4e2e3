-- grain: one row per public body (the first row wins when an id comes twice; the others are anomalies)
create or replace table collectivity as
select
  collectivity_id,
  arg_min(name, row_number) as name,
  arg_min(siren, row_number) as siren,
  arg_min(siret, row_number) as siret,
  arg_min(department, row_number) as department,
  arg_min(nullif(trim(email), ''), row_number) as email
from raw_collectivity
where collectivity_id is not null
group by collectivity_id;
