-- Rows: one per kind whose damaged rate of files is outside what the operator declared.
select
  d.kind as instance,
  format('{} of {} files ({:.1f} %) are damaged; declared possible: {:.1f} % to {:.1f} %',
    coalesce(t.damaged, 0), coalesce(t.expected, 0), 100.0 * coalesce(t.damaged_rate, 0), 100.0 * d.min_rate, 100.0 * d.max_rate) as finding
from declared_loss as d
left join total as t on t.unit = 'files' and t.grain = 'kind' and t.kind = d.kind
where coalesce(t.expected, 0) > 0 and not coalesce(t.damaged_rate, 0) between d.min_rate and d.max_rate
order by d.kind;
