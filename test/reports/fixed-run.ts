import { recordFact } from '../../src/store/fact.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { Given } from '../models/given.ts'
import { deeperCases } from './fixed-cases.ts'
import { urgentCases } from './urgent-cases.ts'

/**
 * A finished run, always the same, in memory: every word that reports can say at least once, texts that a
 * spreadsheet or a CSV reader stumbles over, times on both sides of midnight and of a year.
 */
export async function fixedRun(): Promise<RunStore> {
  const given = await Given.open({ years: [2021, 2022, 2023], verify: 'sample', sampleSize: 1000 })
  await people(given)
  await promises(given)
  await storage(given)
  await deeperCases(given)
  await urgentCases(given)
  await facts(given.store)
  await given.runAll()
  return given.store
}

async function people(given: Given): Promise<void> {
  await given.insert('raw_collectivity', [
    { row_number: 2, collectivity_id: 'c2', name: '=Région; "Ouest"', siren: '200000002', department: '35' },
    { row_number: 3, collectivity_id: 'c3', name: 'Département', email: 'contact@departement.example' },
    { row_number: 4, collectivity_id: 'c3', name: 'Doublon' },
    { row_number: 5, collectivity_id: null, name: 'Sans identifiant' },
  ])
  const offers = { category: 'works', published_at: '2022-03-01 08:00', deadline_at: '2022-05-02 12:00' }
  await given.insert('raw_consultation', [
    {
      row_number: 2,
      collectivity_id: 'c2',
      consultation_id: 'm1',
      reference: '2022-017',
      title: 'Réfection de la toiture, école Jean-Moulin\nlot unique',
      initial_deadline_at: '2022-04-25 12:00',
      opened_at: '2022-05-02 14:00',
      ...offers,
    },
    {
      row_number: 3,
      collectivity_id: 'c2',
      consultation_id: 'm2',
      reference: '-1',
      title: 'Voirie',
      ...offers,
    },
    {
      row_number: 4,
      collectivity_id: 'c3',
      consultation_id: 'm1',
      title: 'Fournitures',
      category: 'supplies',
    },
    {
      row_number: 5,
      collectivity_id: 'c3',
      consultation_id: 'm1',
      title: 'Doublon',
      published_at: '0000-00-00',
    },
    { row_number: 6, collectivity_id: 'c9', consultation_id: 'm1', title: 'Ménage', category: 'services' },
    { row_number: 7, collectivity_id: 'c3', consultation_id: null, title: 'Sans identifiant' },
  ])
  await given.insert('raw_buyer', [
    {
      row_number: 1,
      collectivity_id: 'c2',
      buyer_id: '7',
      service: 'Achats',
      full_name: 'Zoé Le Goff',
      email: 'zoe@region.example',
      phone: '+33 2 99 00 00 00',
      active: 't',
    },
    { row_number: 2, collectivity_id: 'c2', buyer_id: '8', full_name: 'Parti', active: '0' },
    { row_number: 3, collectivity_id: 'c2', buyer_id: '7', full_name: 'Doublon', active: 'peut-être' },
    { row_number: 4, collectivity_id: 'c2', buyer_id: null, full_name: 'Sans identifiant', active: '1' },
  ])
  await given.insert('raw_consultation_buyer', [
    { row_number: 1, collectivity_id: 'c2', consultation_id: 'm1', buyer_id: '7' },
    { row_number: 2, collectivity_id: 'c2', consultation_id: 'm2', buyer_id: '8' },
    { row_number: 3, collectivity_id: 'c2', consultation_id: 'm1', buyer_id: '99' },
    { row_number: 4, collectivity_id: 'c2', consultation_id: 'm9', buyer_id: '7' },
  ])
}

async function promises(given: Given): Promise<void> {
  const open = {
    collectivity_id: 'c2',
    consultation_id: 'm1',
    offer_id: 'o1',
    lot: '01',
    bidder: 'Martin & Fils',
  }
  const sealed = {
    collectivity_id: 'c2',
    consultation_id: 'm2',
    offer_id: 'o2',
    lot: '2',
    bidder: 'Secret SARL',
  }
  const dce = {
    kind: 'dce',
    collectivity_id: 'c3',
    consultation_id: 'm1',
    deposited_at: '2020-12-31 23:30:00+00',
  }
  await given.promised(
    { object_key: 'vol-01/présent', file_id: 'f1', ...open },
    { object_key: 'vol-01/absent', file_id: 'f2', file_name: '=mémoire;"final".pdf', ...open },
    { object_key: 'vol-01/signature', file_id: 'f2', role: 'signature', ...open },
    { object_key: 'vol-01/listed-only', file_id: 'f3', file_name: 'bpu.xlsx', ...open },
    { object_key: 'vol-01/signed', file_id: 'f3', role: 'signature', ...open },
    { object_key: 'vol-02/empty', file_id: 'f4', file_name: 'dqe.xlsx', ...open, winning: 'oui' },
    { object_key: 'vol-02/size', file_id: 'f5', file_name: 'acte.pdf', ...sealed },
    { object_key: 'vol-02/forbidden', file_id: 'f6', file_name: 'kbis.pdf', ...sealed },
    { object_key: 'vol-02/error', file_id: 'f7', file_name: 'rib.pdf', ...sealed },
    { object_key: 'vol-09/uncovered', file_id: 'f8', file_name: 'rc.pdf', ...dce },
    { object_key: null, file_id: 'f9', file_name: 'cctp.pdf', ...dce },
    { object_key: 'vol-01/unattached', file_id: 'f10', ...dce, consultation_id: 'm99', checksum: 'md5:00' },
    { object_key: 'vol-01/purged', file_id: 'f11', ...dce, not_expected: 'purged' },
    { object_key: 'vol-01/undated', file_id: 'f12', ...dce, deposited_at: '0000-00-00', size_bytes: '1 Mo' },
    { object_key: 'vol-01/superseded', file_id: 'f13', ...dce, current: 'non', size_bytes: null },
    { object_key: 'vol-01/signature-only', file_id: 'f14', role: 'signature', ...open },
    {
      object_key: 'vol-01/unspecified',
      file_id: '',
      kind: null,
      role: 'annexe',
      collectivity_id: 'c9',
      consultation_id: 'm1',
    },
    { object_key: 'vol-01/shared', file_id: 'f15', ...open, current: 'x', winning: 'x' },
    { object_key: 'vol-01/shared', file_id: 'f16', ...open, size_bytes: '11' },
    { object_key: 'vol-01/shared', file_id: 'f16', ...open, size_bytes: '11' },
    { object_key: 'elsewhere', bucket: 'other', file_id: 'f16', ...open, kind: 'dce' },
    { object_key: 'vol-01/old', file_id: 'f17', ...open, deposited_at: '2019-05-01' },
  )
}

async function storage(given: Given): Promise<void> {
  await given.stored({
    'vol-01/présent': 10,
    'vol-01/listed-only': 0,
    'vol-01/shared': 10,
    'vol-01/superseded': 7,
    'vol-01/signed': 10,
    'vol-01/=orphan': 3,
    'vol-02/empty': 0,
    'vol-02/size': 4,
  })
  await given.listed(
    { prefix: 'vol-01/' },
    { prefix: 'vol-02/' },
    { prefix: 'vol-03/' },
    { prefix: 'vol-09/', state: 'failed', error: 'HTTP 503' },
  )
  await given.probed({
    'vol-01/absent': 'absent',
    'vol-01/signature': 'absent',
    'vol-01/signature-only': 'absent',
    'vol-01/listed-only': 'absent',
    'vol-01/unattached': 'absent',
    'vol-01/undated': 'absent',
    'vol-01/unspecified': 'absent',
    'vol-01/shared': 10,
    'vol-02/empty': 0,
    'vol-02/size': 4,
    'vol-02/forbidden': 'forbidden',
    'vol-02/error': 'error',
  })
  const none = 'absent'
  await given.copies({
    replica: {
      'vol-01/absent': 10,
      'vol-01/signature': none,
      'vol-01/signature-only': none,
      'vol-01/listed-only': none,
      'vol-01/unattached': none,
      'vol-01/undated': 'error',
      'vol-01/unspecified': none,
      'vol-01/shared': 10,
      'vol-02/empty': 9,
      'vol-02/size': 'forbidden',
    },
  })
  await given.insert('accepted_guard', [
    { guard: 'loss-range', instance: 'offer' },
    { guard: 'nothing-listed', instance: null },
  ])
}

async function facts(store: RunStore): Promise<void> {
  const { ranges, unfinished, objects, bytes } = await store.row<Record<string, number>>(`
    select (select count(*) from listing_range) as ranges,
      (select count(*) from listing_range where state <> 'done') as unfinished,
      (select count(*) from stored_object) as objects, (select sum(size_bytes)::bigint from stored_object) as bytes`)
  const listed = { ranges, unfinished, objects, bytes } as Record<
    'ranges' | 'unfinished' | 'objects' | 'bytes',
    number
  >
  await recordFact(store, 'identity', { constat: '0.1.0', config_digest: 'c0', mapping_digest: 'm0' })
  await recordFact(store, 'started', { at: '2023-08-05T07:55:00.000Z' })
  await recordFact(store, 'incident', {
    name: 'Incident électrique du 27 juillet 2023',
    time_zone: 'Europe/Paris',
    issuer: 'Syndicat mixte (exemple)',
    services: [
      {
        name: 'Salle des marchés',
        kinds: ['offer', 'dce'],
        from: '2023-07-27T10:30',
        to: '2023-08-03T14:00',
        risk_from: '2023-07-27T00:00',
      },
    ],
  })
  await recordFact(store, 'scope', { years: [2021, 2022, 2023], kinds: [], year_of: 'deposited_at' })
  await recordFact(store, 'snapshot', {
    id: '00000003-0000001B-1',
    taken_at: '2023-08-05T07:56:00.000Z',
    server_version: '16.4',
  })
  await recordFact(store, 'inventory', {
    from: '2023-08-05T07:57:00.000Z',
    to: '2023-08-05T08:00:00.000Z',
    ...listed,
    stores: [{ bucket: 'b', source: 'live', at: '2023-08-05T08:00:00.000Z' }],
  })
  await recordFact(store, 'finished', { at: '2023-08-05T11:30:00.000Z', exit_code: 3 })
}
