import type { RunStore } from '../../src/store/run-store.ts'

/**
 * A place and a stretch of weeks that stand out. Bucket and prefix '' are all storage. Weeks are named by their Monday;
 * `from_week` null: the undated objects of the place; `from_first`, `to_last`: it begins, or ends, with what the place
 * holds. `share` is of the kind's damaged objects, `covered` that of this cluster and all before it.
 */
export type Cluster = {
  bucket: string
  prefix: string
  from_week: string | null
  to_week: string | null
  from_first: boolean | null
  to_last: boolean | null
  expected: number
  damaged: number
  files: number
  rest_rate: number
  share: number
  covered: number
}

/**
 * The shape of one kind's damage, counted in objects. The span is the shortest range of deposit times (ISO, UTC) that
 * holds 95 % of the dated damaged objects: `objects` of them, which is `share`; `from` and `to` are null when all of them
 * are undated.
 */
export type Shape = {
  span: { from: string | null; to: string | null; share: number | null; objects: number; undated: number }
  /** The first five; `loss-clusters.csv` has all. */
  clusters: Cluster[]
}

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
