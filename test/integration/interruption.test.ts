import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { promiseOf } from '../support/promise.ts'
import { startStandingRun } from '../support/standing-run.ts'
import { readSummaryFile } from '../support/summary.ts'

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a run with 130, and --resume goes on with it',
  async (signal) => {
    const estate = new TestEstate()
    const bucket = await estate.bucket({ here: 1 })
    estate.mapping({ 'expected-objects': [promiseOf('here', 'dce'), promiseOf('gone', 'dce')] })
    const { config, child, ended, proxy } = await startStandingRun(
      {
        endpoint: inject('s3').endpoint,
        environment: estate.environment,
        run: 'r',
        asked: `/${bucket}/gone`,
      },
      (endpoint) => estate.config([{ bucket, endpoint }]),
    )
    try {
      child.kill(signal)
      expect((await ended).code).toBe(130)

      proxy.rule = () => 'pass'
      expect(await constat(['report', '--run', join(estate.folder, 'out/r')])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('did not come to its end'),
      })
      expect(
        await constat(['reconcile', '--config', config, '--run', 'r', '--resume'], estate.environment),
      ).toMatchObject({ code: 1 })
      expect(readSummaryFile(join(estate.folder, 'out/r')).kinds['dce']?.files).toMatchObject({
        expected: 2,
        intact: 1,
        missing: 1,
        lost: 1,
      })
    } finally {
      await proxy.close()
    }
  },
)
