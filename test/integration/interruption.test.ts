import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { readSummaryFile } from '../support/summary.ts'

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a run with 130, and --resume goes on with it',
  async (signal) => {
    const proxy = await startFaultProxy(inject('s3').endpoint)
    try {
      const estate = new TestEstate()
      const bucket = await estate.bucket({ here: 1 })
      const promise = (object_key: string) => ({
        object_key,
        file_id: object_key,
        kind: 'dce',
        role: 'content',
        collectivity_id: 'A',
        size_bytes: '1',
        deposited_at: '2022-05-04',
      })
      estate.mapping({ 'expected-objects': [promise('here'), promise('gone')] })
      const config = estate.config([{ bucket, endpoint: proxy.endpoint }])
      let asked: () => void = () => {}
      const probing = new Promise<void>((done) => {
        asked = done
      })
      proxy.rule = ({ method, url }) => {
        if (method !== 'HEAD' || !url.startsWith(`/${bucket}/gone`)) return 'pass'
        asked()
        return 'hang'
      }
      const child = spawn(
        process.execPath,
        [resolve('jobs/constat.ts'), 'reconcile', '--config', config, '--run', 'r'],
        { env: { ...process.env, ...estate.environment } },
      )
      const ended = once(child, 'close')
      await probing
      child.kill(signal)
      expect((await ended)[0]).toBe(130)

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
