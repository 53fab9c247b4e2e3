-- grain: one row per service that was down and kind of file that it handles
-- The configuration gives local times: the store's TimeZone is the incident's. A service without risk_from has no window
-- in which deposits are in doubt.
create or replace table incident_window as
with service as (
  select unnest(
    from_json(
      value->'services',
      '[{"name":"VARCHAR","kinds":["VARCHAR"],"from":"VARCHAR","to":"VARCHAR","risk_from":"VARCHAR"}]'
    )
  ) as s
  from fact where name = 'incident'
)
select
  s.name as service,
  unnest(s.kinds) as kind,
  s."from"::timestamptz as from_at,
  s."to"::timestamptz as to_at,
  s.risk_from::timestamptz as risk_from_at
from service;
