import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Issued, issueCertificates } from '../../src/attest/issue.ts'
import { readTemplate } from '../../src/attest/template/read.ts'
import type { Template } from '../../src/attest/template/template.ts'
import { type Facts, recordFact } from '../../src/store/fact.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { type Journal, silentJournal } from '../../src/vocabulary/journal.ts'
import { Given } from '../models/given.ts'

export const WINDOW = { from: '2023-07-27T10:30', to: '2023-08-03T14:00' }
export const MARKETPLACE = { name: 'Salle des marchés', kinds: ['offer', 'dce'], ...WINDOW }

const INCIDENT = {
  name: 'Incident électrique',
  time_zone: 'Europe/Paris',
  issuer: 'Syndicat mixte <exemple> & associés',
  host: 'Hébergeur Ouest',
  services: [MARKETPLACE],
}

/** Records what a finished run knows of itself. */
export async function recordRun(
  store: RunStore,
  finishedAt: string,
  incident: Partial<Facts['incident']> = {},
): Promise<void> {
  await recordFact(store, 'identity', { constat: '0.1.0', config_digest: 'c0', mapping_digest: 'm0' })
  await recordFact(store, 'incident', { ...INCIDENT, ...incident })
  await recordFact(store, 'started', { at: '2023-08-05T06:00:00.000Z' })
  await recordFact(store, 'scope', { years: [2021, 2022, 2023], kinds: [], year_of: 'deposited_at' })
  await recordFact(store, 'snapshot', {
    id: '1',
    taken_at: '2023-08-05T06:01:00.000Z',
    server_version: '16.4',
  })
  const listed = { objects: 1, bytes: 1, ranges: 1, unfinished: 0, stores: [] }
  await recordFact(store, 'inventory', {
    from: '2023-08-05T06:01:00.000Z',
    to: '2023-08-05T06:02:00.000Z',
    ...listed,
  })
  await recordFact(store, 'finished', { at: finishedAt, exit_code: 1 })
}

/** Two collectivities, of which `c` lost offers and a DCE, and a consultation whose DLRO fell in the window. */
export async function damagedRun(
  finishedAt = '2023-08-05T08:00:00.000Z',
  { repaired = false, name = 'Commune de Plœuc-L’Hermitage (Ÿ, Ł, ő)' } = {},
): Promise<RunStore> {
  const given = await Given.open()
  await given.insert('raw_collectivity', [
    { row_number: 2, collectivity_id: 'k', name, siren: '200000002', siret: '00020000000200' },
    { row_number: 3, collectivity_id: 'whole', name: 'Rien ne manque' },
  ])
  await given.insert('raw_consultation', [
    {
      row_number: 2,
      collectivity_id: 'k',
      consultation_id: 'open',
      reference: '2022-017',
      title: 'Réfection de la toiture',
      deadline_at: '2022-05-02 12:00',
      opened_at: '2022-05-02 14:00',
    },
    {
      row_number: 3,
      collectivity_id: 'k',
      consultation_id: 'sealed',
      reference: '2023-042',
      title: 'Voirie, lots 1 & 2',
      initial_deadline_at: '2023-07-28 12:00',
      deadline_at: '2023-08-18 12:00',
    },
  ])
  const open = { collectivity_id: 'k', consultation_id: 'open', offer_id: 'o1', bidder: 'Martin & Fils' }
  const sealed = { collectivity_id: 'k', consultation_id: 'sealed', offer_id: 'o2', bidder: 'Secret SARL' }
  await given.promised(
    { object_key: 'here', file_id: 'here', ...open },
    { object_key: 'gone', file_id: 'gone', file_name: '=mémoire;"final".pdf', ...open },
    { object_key: 'copied', file_id: 'copied', file_name: 'bpu.xlsx', ...open },
    { object_key: 'short', file_id: 'short', kind: 'dce', collectivity_id: 'k', consultation_id: 'open' },
    { object_key: 'mute', file_id: 'mute', kind: 'dce', collectivity_id: 'k', consultation_id: 'open' },
    { object_key: 'bid', file_id: 'bid', file_name: 'Secret SARL.pdf', lot: '1', ...sealed },
    { object_key: 'whole', file_id: 'whole', collectivity_id: 'whole', consultation_id: '' },
  )
  await given.stored({
    here: 10,
    short: 9,
    whole: 10,
    ...(repaired ? { gone: 10, copied: 10, bid: 10 } : {}),
  })
  await given.probed({ gone: 'absent', copied: 'absent', short: 9, mute: 'error', bid: 'absent' })
  await given.copies({
    replica: { gone: 'absent', copied: 10, short: 'absent', bid: 'absent' },
  })
  await given.listed()
  await recordRun(given.store, finishedAt)
  await given.runAll()
  return given.store
}

/** An output folder, and the attest of runs in it. */
export class Office {
  readonly folder = mkdtempSync(join(tmpdir(), 'constat-attest-'))
  template: Template = readTemplate()
  now = new Date('2023-08-05T09:00:00.000Z')

  run(name: string): string {
    const folder = join(this.folder, name)
    mkdirSync(folder, { recursive: true })
    return folder
  }

  async attest(store: RunStore, run: string, journal: Journal = silentJournal): Promise<Issued> {
    return await issueCertificates({
      store,
      runFolder: this.run(run),
      output: { folder: this.folder, locale: 'fr', csv: 'office' },
      template: this.template,
      journal,
      now: this.now,
    })
  }

  path(run: string, file: string): string {
    return join(this.folder, run, 'attestations', file)
  }
}
