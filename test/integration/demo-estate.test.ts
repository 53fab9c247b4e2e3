import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { compareWithPlan } from '../../fixtures/damage/compare.ts'
import { constat } from '../support/constat.ts'
import { loadDemoEstate } from '../support/demo-estate.ts'
import { TestEstate } from '../support/estate.ts'

test.each([1, 2])(
  'a small demo estate with real bodies, seed %i: no finding too many, none too few',
  async (seed) => {
    const estate = new TestEstate()
    const { databaseUrl, bucket, replica, plan } = await loadDemoEstate(estate, seed)
    const config = estate.config([{ bucket }], [{ name: 'replica', bucket: replica }], (c) => {
      c.marketplace['mapping'] = resolve('mappings/demo')
    })
    const run = await constat(['reconcile', '--config', config, '--run', 'demo'], {
      ...estate.environment,
      CONSTAT_DATABASE_URL: databaseUrl,
    })
    expect(run.stderr).not.toContain('error')
    expect(run.code).toBe(1)
    expect(await compareWithPlan(join(estate.folder, 'out/demo'), plan)).toEqual([])
    expect(plan.findings.length).toBeGreaterThan(20)
  },
  120_000,
)
