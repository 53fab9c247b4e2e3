import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { RunStore } from '../../src/store/run-store.ts'

const src = new URL('../../src/', import.meta.url)

/** Every half hour of two and a half years about two New Year's Eves and a leap day, and some instants far away. */
const INSTANTS = `
  select i as instant
  from generate_series(timestamptz '2022-12-01 00:00:00+00', timestamptz '2025-06-01 00:00:00+00', interval 30 minutes) as t(i)
  union all
  select unnest([
    timestamptz '1980-01-01 00:00:00+00', timestamptz '1969-12-29 00:00:00+00', timestamptz '1900-01-01 12:00:00+00',
    timestamptz '2100-12-31 23:59:59+00', null
  ])`

test.each(['Europe/Paris', 'UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu'])(
  'the year and the week of an instant are those of the zone: %s',
  async (timeZone) => {
    const store = await RunStore.open(':memory:', { timeZone })
    for (const model of ['expectations/models/readable', 'match/models/cell-of'])
      await store.run(readFileSync(new URL(`${model}.sql`, src), 'utf8'))
    expect(
      await store.rows(`
        select instant from (${INSTANTS})
        where year_of(instant) is distinct from year(instant)
          or week_of(instant) is distinct from date_trunc('week', instant::timestamp)::date`),
    ).toEqual([])
    await store.close()
  },
)
