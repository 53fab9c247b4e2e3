import { recordFact } from '../../src/store/fact.ts'
import { Given } from './given.ts'

/** The snapshot: now, for whatever asks. */
export const NOW = '2023-08-05T07:56:00.000Z'

/** An empty run store after an incident that took two services down, and made the morning before it doubtful for one. */
export async function givenIncident(): Promise<Given> {
  const given = await Given.open()
  await recordFact(given.store, 'snapshot', { id: '1', taken_at: NOW, server_version: '17' })
  await recordFact(given.store, 'incident', {
    name: 'Incident',
    time_zone: 'Europe/Paris',
    issuer: 'Nous',
    services: [
      {
        name: 'Marchés',
        kinds: ['offer', 'dce'],
        from: '2023-07-27T10:30',
        to: '2023-08-03T14:00',
        risk_from: '2023-07-27T06:00',
      },
      { name: 'Actes', kinds: ['acte'], from: '2023-07-27T10:30', to: '2023-08-04T12:45' },
    ],
  })
  return given
}
