import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { countCases } from '../../fixtures/damage/cases.ts'
import { compareWithPlan } from '../../fixtures/damage/compare.ts'
import { constat } from '../support/constat.ts'
import { loadDemoEstate } from '../support/demo-estate.ts'
import { TestEstate } from '../support/estate.ts'

/** What needs the demo's own servers: archives, an index that lies, changes while the run is under way. */
const OWN_SERVERS_ONLY = [
  'listed-only',
  'archived',
  'restored from an archive',
  'withdrawn-since',
  'rewritten',
  'repromised',
  'uploaded while listed',
  'stored since, no orphan',
]

test.each([1, 2])(
  'a small demo estate with real bodies, seed %i: no finding too many, none too few',
  async (seed) => {
    const estate = new TestEstate()
    const { databaseUrl, bucket, replica, plan, names, configure } = await loadDemoEstate(estate, seed)
    const config = estate.config([{ bucket }], [{ name: 'replica', bucket: replica }], (c) => {
      c.marketplace['mapping'] = resolve('mappings/demo')
      configure(c)
    })
    const run = await constat(['reconcile', '--config', config, '--run', 'demo'], {
      ...estate.environment,
      CONSTAT_DATABASE_URL: databaseUrl,
    })
    expect(run.stderr).not.toContain('error')
    expect(run.code).toBe(1)
    const comparison = await compareWithPlan(join(estate.folder, 'out/demo'), plan, names)
    expect(comparison.differences).toEqual([])
    const [first, ...others] = plan.findings
    const less = await compareWithPlan(join(estate.folder, 'out/demo'), { ...plan, findings: others }, names)
    expect(less.differences).toEqual([
      expect.stringContaining(`a finding too many: ${first?.collectivity_id}`),
    ])
    const cases = countCases(plan, comparison)
    expect(cases.filter(({ found }) => found === 0).map(({ name }) => name)).toEqual(OWN_SERVERS_ONLY)
    expect(plan.findings.length).toBeGreaterThan(20)
  },
  120_000,
)
