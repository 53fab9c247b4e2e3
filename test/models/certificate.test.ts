import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Row } from '../../src/store/plain-value.ts'
import type { Parameters } from '../../src/store/run-store.ts'
import { damagedRun, MARKETPLACE, recordRun } from '../support/certified-run.ts'
import { Given } from './given.ts'

const select = (name: string) =>
  readFileSync(new URL(`../../src/attest/rows/${name}.sql`, import.meta.url), 'utf8')

/** Consultations by id with their DLRO, each with a file of a kind; null: without a file. */
async function concerned(
  consultations: Record<string, { kind: string | null } & Parameters>,
  services: (typeof MARKETPLACE)[] = [MARKETPLACE],
): Promise<Row[]> {
  const given = await Given.open()
  const entries = Object.entries(consultations)
  await given.insert(
    'raw_consultation',
    entries.map(([consultation_id, { kind: _, ...dates }], i) => ({
      row_number: i + 2,
      collectivity_id: 'c',
      consultation_id,
      ...dates,
    })),
  )
  await given.promised(
    ...entries.flatMap(([consultation_id, { kind }]) =>
      kind === null ? [] : [{ file_id: consultation_id, kind, consultation_id }],
    ),
  )
  await given.listed()
  await recordRun(given.store, '2023-08-05T08:00:00.000Z', { services })
  await given.runAll()
  return given.store.rows(select('concerned-consultation'))
}

const ids = (rows: Row[]) => rows.map(({ consultation_id, service }) => [consultation_id, service])

test('a DLRO in the window, both ends within it, in local time', async () => {
  const at = (deadline_at: string) => ({ kind: 'offer', deadline_at })
  expect(
    ids(
      await concerned({
        a: at('2023-07-27 10:29:59'),
        b: at('2023-07-27 10:30'),
        c: at('2023-07-30 12:00'),
        d: at('2023-08-03 14:00'),
        e: at('2023-08-03 14:00:01'),
        f: at('2023-08-03 12:00:00Z'),
        g: at('2023-08-03 12:00:01Z'),
        h: { kind: 'offer' },
      }),
    ),
  ).toEqual(['b', 'c', 'd', 'f'].map((id) => [id, 'Salle des marchés']))
})

test('the initial DLRO counts as the present one does, and each is told apart', async () => {
  const during = '2023-07-28 12:00'
  const after = '2023-08-18 12:00'
  expect(
    await concerned({
      moved: { kind: 'dce', initial_deadline_at: during, deadline_at: after },
      stayed: { kind: 'dce', initial_deadline_at: during, deadline_at: during },
      'moved-into': { kind: 'dce', initial_deadline_at: '2023-07-01 12:00', deadline_at: during },
      unaffected: { kind: 'dce', initial_deadline_at: '2023-07-01 12:00', deadline_at: after },
    }),
  ).toMatchObject([
    { consultation_id: 'moved', initial_in_window: true, present_in_window: false },
    { consultation_id: 'moved-into', initial_in_window: false, present_in_window: true },
    { consultation_id: 'stayed', initial_in_window: true, present_in_window: true },
  ])
})

test('the window is that of the service that handles its files', async () => {
  const rest = { name: 'Reste', kinds: ['acte'], from: '2023-07-27T10:30', to: '2023-08-04T12:45' }
  const late = '2023-08-04 12:00'
  expect(
    ids(
      await concerned(
        {
          market: { kind: 'offer', deadline_at: late },
          acts: { kind: 'acte', deadline_at: late },
          both: { kind: 'offer', deadline_at: '2023-07-28' },
        },
        [MARKETPLACE, rest],
      ),
    ),
  ).toEqual([
    ['acts', 'Reste'],
    ['both', 'Salle des marchés'],
  ])
})

test('a consultation without any file is held against every service, as in deadlines.csv', async () => {
  const rest = { name: 'Reste', kinds: ['acte'], from: '2023-07-27T10:30', to: '2023-08-04T12:45' }
  const empty = { kind: null, deadline_at: '2023-07-28' }
  expect(ids(await concerned({ empty, other: { kind: 'dce' } }, [MARKETPLACE, rest]))).toEqual([
    ['empty', 'Reste'],
    ['empty', 'Salle des marchés'],
  ])
})

test('a certificate is about whoever is affected, or was certified before', async () => {
  const store = await damagedRun()
  const certified = (before: string[]) =>
    store.rows(select('certified-collectivity'), { before: JSON.stringify(before) })
  expect((await certified([])).map((row) => row['collectivity_id'])).toEqual(['k'])
  expect((await certified(['whole', 'k', 'a "b", [c]'])).map((row) => row['collectivity_id'])).toEqual([
    'k',
    'whole',
    'a "b", [c]',
  ])
  await store.close()
})

test('the list names no bidder, and no file of a sealed bid', async () => {
  const store = await damagedRun()
  const rows = await store.rows(select('listed-file'))
  expect(
    rows.map((row) => [row['file_id'], row['file_name'], row['lot'], row['offer_id'], row['state']]),
  ).toEqual([
    ['mute', null, null, null, 'unknown'],
    ['short', null, null, null, 'altered'],
    ['copied', 'bpu.xlsx', null, 'o1', 'missing'],
    ['gone', '=mémoire;"final".pdf', null, 'o1', 'missing'],
    ['bid', null, '1', 'o2', 'missing'],
  ])
  expect(JSON.stringify(rows)).not.toMatch(/Secret|Martin/)
  await store.close()
})

test('the figures are those of the totals, of consultations only where something is not whole', async () => {
  const store = await damagedRun()
  const rows = await store.rows(select('figure'))
  const of = (collectivity: string | null, consultation: string | null) =>
    rows
      .filter((row) => row['collectivity_id'] === collectivity && row['consultation_id'] === consultation)
      .map((row) => [
        row['kind'],
        row['expected'],
        row['missing'],
        row['altered'],
        row['lost'],
        row['recoverable'],
        row['unknown'],
      ])
  expect(of(null, null)).toEqual([
    ['dce', 2, 0, 1, 1, 0, 1],
    ['offer', 5, 3, 0, 2, 1, 0],
  ])
  expect(of('k', 'sealed')).toEqual([['offer', 1, 1, 0, 1, 0, 0]])
  expect(of('whole', null)).toEqual([['offer', 1, 0, 0, 0, 0, 0]])
  expect(of('whole', '')).toEqual([])
  await store.close()
})
