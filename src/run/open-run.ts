import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readTemplate } from '../../reports/messages/template.ts'
import type { LoadedConfig } from '../config/load.ts'
import { placesOf } from '../config/place.ts'
import { bucketOf, type Config, recoverySources, type VerifyMode, verifyMode } from '../config/schema.ts'
import type { Mapping } from '../marketplace/mapping.ts'
import { type Facts, readFact, recordFact } from '../store/fact.ts'
import type { Run } from '../store/run.ts'
import { RunStore } from '../store/run-store.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { Journal } from '../vocabulary/journal.ts'
import type { AcceptedGuard } from './accepted-guard.ts'
import { refusePurged } from './finished-run.ts'
import { existingRun, makeRunFolder, RUN_STORE, refuseExisting, runFolder } from './run-folder.ts'
import { VERSION } from './version.ts'

export type RunOptions = {
  run: string | undefined
  resume: boolean
  acceptedGuards: readonly AcceptedGuard[]
  /** Instead of the configuration's. */
  verify?: VerifyMode | undefined
  /** Lists that support gives back with its notes. */
  followUp?: readonly string[] | undefined
  journal: Journal
  signal: AbortSignal
}

/**
 * Opens the run store of a new run, or of one to go on with.
 *
 * @throws Failure (2) when the run exists and is not to be resumed, or was made with another configuration,
 *   mapping or version, or when the template of messages cannot be used
 */
export async function openRun(
  { config, digest }: LoadedConfig,
  mapping: Mapping,
  options: RunOptions,
): Promise<Run & { folder: string }> {
  const template = config.messages.template === undefined ? undefined : readTemplate(config.messages.template)
  const folder = options.resume
    ? existingRun(config.output.folder, options.run)
    : runFolder(config.output.folder, options.run)
  const identity = { constat: VERSION, config_digest: digest, mapping_digest: mapping.digest }
  if (!options.resume) {
    makeRunFolder(folder)
    await createRunStore(folder, config, identity, options.verify ?? verifyMode(config.verification.mode))
  }
  const store = await RunStore.open(join(folder, RUN_STORE), {
    timeZone: config.incident.time_zone,
    memoryMib: config.engine.memory_mib,
    threads: config.engine.threads,
    onModel: (name) => options.journal.step(name),
  })
  const run = { config, store, journal: options.journal, signal: options.signal, folder }
  try {
    if (options.resume) await refuseAnother(run, identity, options.verify)
    if (template !== undefined) await recordFact(store, 'message_template', { text: template })
    for (const { guard, instance } of options.acceptedGuards) {
      await store.run('insert into accepted_guard values ($guard, $instance)', { guard, instance })
    }
    return run
  } catch (error) {
    await store.close()
    throw error
  }
}

/**
 * Makes the run store under another name and gives it its own once all is in it that a resumed run rests on: killed
 * before, there is no run yet; killed later, there is one that can be gone on with.
 */
async function createRunStore(
  folder: string,
  config: Config,
  identity: Facts['identity'],
  verify: VerifyMode,
): Promise<void> {
  const path = join(folder, RUN_STORE)
  const unfinished = `${path}.part`
  for (const left of [unfinished, `${unfinished}.wal`]) rmSync(left, { force: true })
  const store = await RunStore.open(unfinished, { timeZone: config.incident.time_zone })
  try {
    await initialise(store, config, identity, verify)
    await store.run('checkpoint') // so that nothing of it is left in a file beside it
  } finally {
    await store.close()
  }
  refuseExisting(folder) // another process may have been as fast
  renameSync(unfinished, path)
}

async function refuseAnother(
  { store, folder }: Run & { folder: string },
  identity: Facts['identity'],
  verify: VerifyMode | undefined,
): Promise<void> {
  const before = await readFact(store, 'identity').catch(() => undefined)
  if (before === undefined)
    throw new Failure(EXIT.usage, `${folder} holds no run that can be gone on with`, 'start a new run')
  await refusePurged(store, folder)
  const changed = [
    before.constat === identity.constat ? undefined : 'the version of constat',
    before.config_digest === identity.config_digest ? undefined : 'the configuration',
    before.mapping_digest === identity.mapping_digest ? undefined : 'the mapping',
    verify === undefined || (await verifiesSo(store, verify)) ? undefined : 'what --verify asks for',
  ].filter((what) => what !== undefined)
  if (changed.length > 0)
    throw new Failure(
      EXIT.usage,
      `${changed.join(' and ')} changed since the run in ${folder} began`,
      'start a new run',
    )
  await store.run(`delete from fact where name = 'finished'`)
}

async function initialise(
  store: RunStore,
  config: Config,
  identity: Facts['identity'],
  { verify, sampleSize }: VerifyMode,
): Promise<void> {
  const { incident, scope, guards, storage, marketplace, urgency, deadlines } = config
  await store.run(readFileSync(new URL('../store/schema.sql', import.meta.url), 'utf8'))
  await store.transaction(async (writer) => {
    await recordFact(writer, 'identity', identity)
    await recordFact(writer, 'incident', incident)
    await recordFact(writer, 'scope', scope)
    await recordFact(writer, 'urgency', urgency)
    await recordFact(writer, 'deadlines', deadlines)
    await recordFact(writer, 'places', placesOf(storage))
    await recordFact(writer, 'started', { at: new Date().toISOString() })
    await writer.run(
      `insert into setting values ($zone, $years::integer[], $kinds::varchar[], $yearOf, $bucket, $maxMismatch, $verify, $sampleSize)`,
      {
        zone: incident.time_zone,
        years: JSON.stringify(scope.years),
        kinds: JSON.stringify(scope.kinds),
        yearOf: scope.year_of,
        bucket: storage.primary[0] === undefined ? '' : bucketOf(storage.primary[0]),
        maxMismatch: guards.size_mismatch.max_share,
        verify,
        sampleSize,
      },
    )
    for (const store of storage.primary) {
      const prefixes = store.type === 's3' && store.prefixes.length > 0 ? store.prefixes : ['']
      for (const [position, prefix] of prefixes.entries()) {
        await writer.run('insert into primary_source values ($position, $bucket, $prefix)', {
          position,
          bucket: bucketOf(store),
          prefix,
        })
      }
    }
    for (const [position, { from, to }] of marketplace.key_rewrites.entries()) {
      await writer.run('insert into key_rewrite values ($position, $from, $to)', { position, from, to })
    }
    for (const [position, source] of recoverySources(storage).entries()) {
      await writer.run('insert into recovery_source values ($position, $kind, $name)', {
        position,
        ...source,
      })
    }
    for (const [kind, { min, max }] of Object.entries(guards.loss_range)) {
      await writer.run('insert into declared_loss values ($kind, $min, $max)', { kind, min, max })
    }
  })
}

async function verifiesSo(store: RunStore, { verify, sampleSize }: VerifyMode): Promise<boolean> {
  const { same } = await store.row<{ same: boolean }>(
    'select verify = $verify and sample_size = $sampleSize as same from setting',
    { verify, sampleSize },
  )
  return same
}
