import { beforeAll, describe, expect, test } from 'vitest'
import { TrinoSession } from '../../src/trino/session.ts'
import { type Cluster, cluster, rowsOf } from './cluster.ts'

let here: Cluster
beforeAll(async () => {
  here = await cluster()
})

/** A join across the workers that takes minutes, and little memory. */
const LONG = `select count(*) from tpch.sf100.lineitem as l join tpch.sf1.orders as o on o.orderkey = l.orderkey
  where l.comment <> o.comment`
const SHORT =
  'select count(*) from tpch.tiny.lineitem as l join tpch.tiny.orders as o on o.orderkey = l.orderkey'

/** Runs the long statement, and does something once workers are at it. */
async function whileRunning(session: TrinoSession, act: () => Promise<void>): Promise<unknown> {
  let acting: Promise<void> | undefined
  const ended = await session
    .run(LONG, {
      onStats({ processedRows }) {
        if (processedRows > 0) acting ??= act()
      },
    })
    .catch((error: unknown) => error)
  expect(acting, 'no worker was seen at work').toBeDefined()
  await acting
  return ended
}

describe('in the middle of a statement', () => {
  test('a worker is killed: it fails cleanly, and the same is right when the worker is back', async () => {
    const before = await rowsOf(here.session, SHORT)
    const ended = await whileRunning(here.session, () => here.trino.killWorker(0))
    expect(ended).toMatchObject({
      name: 'Failure',
      exitCode: 4,
      message: expect.stringMatching(/^Trino lost a worker/),
      advice: expect.stringContaining('--resume'),
    })
    await here.trino.mend()
    expect(await rowsOf(here.session, SHORT)).toEqual(before)
  })

  test('the coordinator is killed: it does not answer, and after its return it knows nothing of the statement', async () => {
    using hasty = new TrinoSession({ url: here.trino.url, user: 'constat', patience_seconds: 1 })
    using patient = new TrinoSession({ url: here.trino.url, user: 'constat', patience_seconds: 170 })
    const mended = Promise.withResolvers<void>()
    const waiting = whileRunning(patient, () => mended.promise)
    const gone = await whileRunning(hasty, () => here.trino.killCoordinator())
    const refused = { name: 'Failure', exitCode: 4, message: expect.stringMatching(/did not answer/) }
    expect(gone).toMatchObject(refused)
    await expect(rowsOf(hasty, SHORT)).rejects.toMatchObject(refused)
    await here.trino.mend()
    mended.resolve()
    expect(await waiting).toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/does not know the statement/),
    })
  })
})
