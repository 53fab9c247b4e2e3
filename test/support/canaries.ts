import type { MappingRows } from './estate.ts'

/** What names a person, or was named by one, says "canari"; so does the telephone number, in its digits. */
export const PERSONAL = /canari|98[ .]?76[ .]?54[ .]?32/i

const promise = {
  kind: 'offer',
  role: 'content',
  collectivity_id: 'c1',
  consultation_id: 'n1',
  offer_id: 'canari-offre',
  bidder: 'Canari Soumission SARL',
  size_bytes: '10',
  deposited_at: '2022-05-01 10:00',
}

/** An estate in which every text about a person is a canary: one file is there, one is lost, one row is not readable. */
export const PLANTED: MappingRows = {
  collectivities: [{ collectivity_id: 'c1', name: 'Mairie', email: 'canari.mairie@canari.example' }],
  consultations: [
    {
      collectivity_id: 'c1',
      consultation_id: 'n1',
      reference: 'R-1',
      title: 'Toiture',
      deadline_at: '2023-07-28 12:00',
      opened_at: '2023-08-28 12:00',
    },
  ],
  buyers: [
    {
      collectivity_id: 'c1',
      buyer_id: 'canari-7',
      service: 'Canari Achats',
      full_name: 'Canari Personne',
      email: 'canari.personne@canari.example',
      phone: '+33 1 98 76 54 32',
      active: 'true',
    },
  ],
  'consultation-buyers': [{ collectivity_id: 'c1', consultation_id: 'n1', buyer_id: 'canari-7' }],
  'expected-objects': [
    {
      ...promise,
      object_key: 'vol1/2022/canari-present.pdf',
      file_id: 'canari-a',
      file_name: 'canari a.pdf',
    },
    { ...promise, object_key: 'vol1/2022/canari-perdu.pdf', file_id: 'canari-b', file_name: 'canari b.pdf' },
    {
      ...promise,
      object_key: 'vol1/2022/canari-illisible.pdf',
      file_id: 'canari-c',
      file_name: 'canari c.pdf',
      size_bytes: 'canari-taille',
      deposited_at: 'canari-date',
    },
  ],
}

export const PLANTED_OBJECTS = {
  'vol1/2022/canari-present.pdf': 10,
  'vol1/2022/canari-orphelin.pdf': 10,
}
