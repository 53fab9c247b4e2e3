import type { Given } from '../models/given.ts'

const OPENED = { deadline_at: '2022-05-02 12:00', opened_at: '2022-05-02 14:00', category: 'services' }

/** Consultations of collectivity `c4`, one for each rule of urgency that no other case gives. */
const CONSULTATIONS = {
  open: { title: 'Ouverte', deadline_at: '2023-09-01 12:00' },
  sealed: { title: 'Non ouverte', deadline_at: '2023-05-01 12:00' },
  moved: { title: 'Reportée', initial_deadline_at: '2023-07-28 12:00', ...OPENED },
  awarded: { title: 'Attribuée', ...OPENED, awarded_at: '2023-02-01' },
  won: { title: 'Retenue', ...OPENED },
  works: { title: 'Travaux', ...OPENED, category: 'works', awarded_at: '2015-02-01' },
  old: { title: 'Ancienne', ...OPENED, awarded_at: '2015-02-01' },
  both: {
    title: 'Close pendant l’incident',
    initial_deadline_at: '2023-07-27 12:00',
    ...OPENED,
    deadline_at: '2023-08-03 12:00',
  },
  replaced: { title: 'Remplacée', deadline_at: '2023-09-01 12:00' },
}

/** A collectivity with leading zeros, contacts that support should look twice at, and a lost file for each urgency. */
export async function urgentCases(given: Given): Promise<void> {
  const c4 = { collectivity_id: 'c4' }
  await given.insert('raw_collectivity', [
    {
      row_number: 6,
      ...c4,
      name: 'Communauté de l’Île-aux-Œufs',
      siren: '000000019',
      siret: '00000001900012',
      department: '01',
    },
  ])
  const ids = Object.keys(CONSULTATIONS)
  await given.insert(
    'raw_consultation',
    Object.entries(CONSULTATIONS).map(([consultation_id, dates], i) => ({
      row_number: 10 + i,
      ...c4,
      consultation_id,
      reference: `00${i}`,
      ...dates,
    })),
  )
  const buyer = { ...c4, active: '1', email: 'achats@ile.example', phone: '0499000001' }
  await given.insert('raw_buyer', [
    { row_number: 10, ...buyer, buyer_id: '0001', full_name: '@Éloïse d’Aÿ' },
    {
      row_number: 11,
      ...buyer,
      buyer_id: '0002',
      full_name: 'Partagée',
      email: 'Contact@Departement.example',
    },
    { row_number: 12, ...buyer, buyer_id: '0003', full_name: 'Sans adresse', email: 'à demander' },
    { row_number: 14, ...buyer, buyer_id: '0005', full_name: 'Travaux', email: 'travaux@ile.example' },
    { row_number: 15, ...buyer, buyer_id: '0006', full_name: 'Pendant', email: 'pendant@ile.example' },
    { row_number: 13, ...buyer, buyer_id: '0004', full_name: 'Partie', active: '0' },
  ])
  const runs: Record<string, string[]> = {
    '0001': ['open', 'sealed', 'moved', 'won'],
    '0002': ['awarded'],
    '0003': ['replaced'],
    '0005': ['works'],
    '0004': ['old'],
    '0006': ['both'],
  }
  await given.insert(
    'raw_consultation_buyer',
    Object.entries(runs).flatMap(([buyer_id, consultations], i) =>
      consultations.map((consultation_id, j) => ({
        row_number: 10 + 10 * i + j,
        ...c4,
        consultation_id,
        buyer_id,
      })),
    ),
  )
  await given.promised(
    ...ids.map((consultation_id) => ({
      ...c4,
      consultation_id,
      object_key: `vol-03/${consultation_id}`,
      file_id: consultation_id,
      file_name: `${consultation_id}.pdf`,
      offer_id: 'o9',
      bidder: `Entreprise ${consultation_id}`,
      winning: consultation_id === 'won' ? '1' : null,
      current: consultation_id === 'replaced' ? '0' : null,
    })),
  )
  const morning = { ...c4, consultation_id: 'both', deposited_at: '2023-07-27 09:00', offer_id: 'o10' }
  await given.promised(
    { ...morning, object_key: 'vol-03/matin', file_id: 'matin', file_name: 'offre.zip', bidder: '+Matinale' },
    { ...morning, object_key: 'vol-03/scelle', consultation_id: 'sealed', file_id: 's', bidder: 'Discrète' },
  )
  await given.insert('raw_consultation', [
    { row_number: 30, ...c4, consultation_id: 'near', title: '=Proche', deadline_at: '2023-08-04 12:00' },
  ])
  await given.stored({
    'vol-03/matin': 10,
    'vol-03/scelle': 10,
    'vol-03/=orphelin': { size_bytes: 5, last_modified: '2023-07-27 08:00:00+02' },
    'vol-03/plus tard': { size_bytes: 5, last_modified: '2023-07-27 11:00:00+02' },
  })
  await given.probed(Object.fromEntries(ids.map((id) => [`vol-03/${id}`, 'absent'])))
}
