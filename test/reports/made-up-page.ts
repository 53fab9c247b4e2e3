import { readSummary } from '../../reports/summary/summary.ts'
import type { EarlierRun } from '../../reports/summary-page/earlier-runs.ts'
import { type PageData, readPageData } from '../../reports/summary-page/page-data.ts'
import { fixedRun } from './fixed-run.ts'

/** What the page of the fixed run is made of. */
export async function fixedPage(): Promise<PageData> {
  const store = await fixedRun()
  try {
    return await readPageData(store, await readSummary(store), { runs: [], leftOut: 0 })
  } finally {
    await store.close()
  }
}

/** Its page as it would be on a large estate: 2,300 collectivities, ten years of weeks, and four runs before it. */
export function largePage(page: PageData): PageData {
  const monday = Date.UTC(2013, 11, 30)
  const weeks = ['dce', 'offer'].flatMap((kind) =>
    Array.from({ length: 520 }, (_, i) => ({
      kind,
      week: new Date(monday + i * 7 * 24 * 3600 * 1000).toISOString().slice(0, 10),
      expected: 200 + ((i * 37) % 90),
      damaged: i > 400 ? (i * 13) % 60 : 0,
      lost: i > 400 ? (i * 13) % 30 : 0,
    })),
  )
  const collectivities = Array.from({ length: 2300 }, (_, i) => ({
    name: `${i % 3 === 0 ? 'Communauté d’agglomération de l’' : 'Commune de '}Étang-${String(i).padStart(4, '0')}`,
    department: ['22', '29', '35', '56'][i % 4] ?? null,
    consultations: (i % 7) + 1,
    expected: 4000 - i,
    missing: 1200 - Math.floor(i / 2),
    altered: 3,
    damaged: 1203 - Math.floor(i / 2),
    lost: 600 - Math.floor(i / 4),
    recoverable: 603 - Math.ceil(i / 4),
    recovery_unknown: 0,
    unknown: i % 5,
  }))
  const runs = [9000, 7000, 6500, 1200].map((damaged, i) => earlierRun(page, i, damaged))
  return { ...page, weeks, collectivities, earlier: { runs, leftOut: 1 } }
}

function earlierRun({ summary }: PageData, nth: number, damaged: number): EarlierRun {
  const at = `2023-08-0${nth + 1}T08:00:00.000Z`
  const files = {
    expected: 120_000,
    damaged,
    lost: damaged >> 1,
    recoverable: damaged - (damaged >> 1),
    unknown: 40,
  }
  return {
    ...summary,
    run: { started_at: at, mapping_digest: nth === 0 ? 'another' : summary.run.mapping_digest },
    snapshot: { taken_at: at },
    kinds: { dce: { files } },
  }
}

/** What an attacker would have a page show: it ends whatever it may stand in, and would run. */
export const HOSTILE = `"'></title></style></script><img src=x onerror="window.hostile=1"><script>window.hostile=1</script>&lt;`

/** The page with every free text of the data, keys too, ending in that. */
export function hostilePage(page: PageData): PageData {
  const { summary } = page
  const [service] = summary.incident.services
  const kind = `offer${HOSTILE}`
  if (service === undefined) throw new Error('the fixed run names a service')
  return {
    ...page,
    summary: {
      ...summary,
      incident: {
        ...summary.incident,
        name: summary.incident.name + HOSTILE,
        issuer: summary.incident.issuer + HOSTILE,
        services: [{ ...service, name: service.name + HOSTILE, kinds: [kind] }],
      },
      snapshot: { ...summary.snapshot, id: HOSTILE, server_version: HOSTILE },
      inventory: {
        ...summary.inventory,
        stores: summary.inventory.stores.map((store) => ({ ...store, bucket: HOSTILE })),
      },
      guards_accepted: [`loss-range:${HOSTILE}`],
      kinds: Object.fromEntries(Object.entries(summary.kinds).map(([name, of]) => [name + HOSTILE, of])),
      shape: Object.fromEntries(
        Object.entries(summary.shape).map(([name, shape]) => [
          name + HOSTILE,
          { ...shape, clusters: [{ ...CLUSTER, bucket: HOSTILE, prefix: HOSTILE }] },
        ]),
      ),
    },
    weeks: page.weeks.map((row) => ({ ...row, kind })),
    recovery: page.recovery.map((row) => ({ ...row, kind })),
    unknown: page.unknown.map((row) => ({ ...row, kind, reason: HOSTILE })),
    collectivities: page.collectivities.map((row) => ({
      ...row,
      name: `${HOSTILE} zr0-p0 class="x" style="color:red"`,
      department: HOSTILE,
    })),
  }
}

const CLUSTER = {
  from_week: '2022-01-03',
  to_week: '2022-01-10',
  from_first: false,
  to_last: false,
  expected: 3,
  damaged: 2,
  files: 2,
  rest_rate: 0,
  share: 0.5,
  covered: 0.5,
}
