-- Rows: one per kind whose damaged rate of files is outside what the operator declared (fractions of expected files,
-- both ends within). Unknown files may be damaged too: too few are damaged only when these would not make up for it.
select
  d.kind as instance,
  format('{} of {} files ({:.1f} %) are damaged{}; declared possible: {:.1f} % to {:.1f} %',
    t.damaged, t.expected, 100.0 * t.damaged_rate, case when t.unknown > 0 then ' and ' || t.unknown || ' are unknown' else '' end,
    100.0 * d.min_rate, 100.0 * d.max_rate) as finding
from declared_loss as d
join total as t on t.unit = 'files' and t.grain = 'kind' and t.kind = d.kind
where t.damaged_rate > d.max_rate or (t.damaged + t.unknown) / t.expected < d.min_rate
order by d.kind;
