import type { RunStore } from '../../src/store/run-store.ts'
import type { Summary } from './schema.ts'

export type Shape = Summary['shape'][string]
export type Cluster = Shape['clusters'][number]

/** @returns the shape of each kind that has a damaged object */
export async function readShape(store: RunStore): Promise<Record<string, Shape>> {
  type Span = { kind: string; from_at: Date | null; to_at: Date | null } & Pick<
    Shape['span'],
    'share' | 'objects' | 'undated'
  >
  const spans = await store.rows<Span>('select * from loss_span order by kind')
  const clusters = await store.rows<Cluster & { kind: string }>(`
    select kind, bucket, prefix, first_week as from_week, last_week as to_week, from_first, to_last, expected, damaged,
      damaged_files as files, rest_rate, share, covered
    from loss_cluster where rank <= 5 order by kind, rank`)
  return Object.fromEntries(
    spans.map(({ kind, from_at, to_at, share, objects, undated }) => [
      kind,
      {
        span: {
          from: from_at?.toISOString() ?? null,
          to: to_at?.toISOString() ?? null,
          share,
          objects,
          undated,
        },
        clusters: clusters
          .filter((cluster) => cluster.kind === kind)
          .map(({ kind: _, ...cluster }) => cluster),
      },
    ]),
  )
}
