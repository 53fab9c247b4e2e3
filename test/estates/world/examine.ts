import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reconcile } from '../../../src/run/reconcile.ts'
import { silentJournal } from '../../../src/vocabulary/journal.ts'
import { GUARDS } from '../../../src/vocabulary/state.ts'
import type { Estate } from '../estate.ts'
import { makeBuckets } from './buckets.ts'
import { openGateway } from './gateway.ts'
import { writeMapping } from './mapping.ts'
import { type Observed, observe } from './observe.ts'
import type { Servers } from './servers.ts'
import { configOf } from './settings.ts'

/** Builds an estate on the servers, reconciles it, and gives what the run said, with its exit code. */
export async function examine(servers: Servers, estate: Estate): Promise<Observed & { exitCode: number }> {
  const suffix = `-${randomBytes(6).toString('hex')}`
  const unique = (bucket: string) => `constat-${bucket}${suffix}`
  const own = (bucket: string) => bucket.replace(/^constat-/, '').replace(suffix, '')
  const folder = mkdtempSync(join(tmpdir(), 'constat-estate-'))
  const gateway = await openGateway(servers, estate, unique)
  try {
    const versions = await makeBuckets(servers, estate, unique)
    writeMapping(estate, join(folder, 'mapping'), unique)
    const config = configOf(estate, servers, {
      endpoint: gateway?.endpoint ?? servers.endpoint,
      folder,
      unique,
    })
    const { folder: run, exitCode } = await reconcile(config, {
      run: 'estate',
      resume: false,
      acceptedGuards: GUARDS.map((guard) => ({ guard, instance: null })),
      journal: {
        ...silentJournal,
        stage: (name) => {
          if (gateway !== undefined && name === 'inventory') gateway.listing = true
        },
      },
      signal: new AbortController().signal,
    })
    return { ...(await observe(run, own, versions)), exitCode }
  } finally {
    await gateway?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
