import { readFileSync } from 'node:fs'
import type { RunStore } from '../store/run-store.ts'
import { type ConsultationLine, type Subject, type SubjectId, subjectKey } from './statement.ts'

type CollectivityRow = {
  collectivity_id: string
  name: string | null
  siren: string | null
  siret: string | null
}
type Concern = {
  collectivity_id: string
  consultation_id: string
  service: string
  initial_in_window: boolean
  present_in_window: boolean
}
type ConsultationRow = {
  collectivity_id: string
  name: string | null
  consultation_id: string
  reference: string | null
  title: string | null
  initial_deadline_at: Date | null
  deadline_at: Date | null
}
export type KnownConsultation = Omit<ConsultationLine, 'figures'> & {
  collectivity_id: string
  name: string | null
}

export type Subjects = {
  /** In the order in which they are numbered: services, collectivities by name, consultations. */
  all: Subject[]
  /** The services in whose window a DLRO of the consultation fell. */
  servicesConcerned(collectivityId: string, consultationId: string): string[]
  /** The known consultations of a collectivity, by reference. */
  consultationsOf(collectivityId: string): KnownConsultation[]
}

/**
 * Whom and what certificates are about: each service that was down, each collectivity with a damaged file, each
 * consultation of which a DLRO fell in the window of its service, and all that earlier certificates were about.
 *
 * @param before the subjects of earlier certificates, which are to be told how things stand now
 */
export async function readSubjects(
  store: RunStore,
  services: readonly string[],
  before: readonly SubjectId[],
): Promise<Subjects> {
  const concerns = await store.rows<Concern>(select('concerned-consultation'))
  const collectivities = await store.rows<CollectivityRow>(select('certified-collectivity'), {
    before: JSON.stringify(before.flatMap((it) => (it.type === 'collectivity' ? [it.collectivity_id] : []))),
  })
  const consultations = await store.rows<ConsultationRow>(select('named-consultation'), {
    collectivities: JSON.stringify(collectivities.map(({ collectivity_id }) => collectivity_id)),
    consultations: JSON.stringify([...concerns, ...before.filter((it) => it.type === 'consultation')]),
  })
  const concernsOf = Map.groupBy(concerns, (it) => key(it.collectivity_id, it.consultation_id))
  const known = consultations.map((row) =>
    withDeadlines(row, concernsOf.get(key(row.collectivity_id, row.consultation_id)) ?? []),
  )
  const knownIn = Map.groupBy(known, (it) => it.collectivity_id)
  const certified = new Set(before.map(subjectKey))
  return {
    all: [
      ...services.map((service): Subject => ({ type: 'service', service })),
      ...collectivities.map((row): Subject => ({ type: 'collectivity', ...row })),
      ...known
        .map((row): Subject => ({ type: 'consultation', ...row }))
        .filter(
          (it) =>
            it.type === 'consultation' &&
            (concernsOf.has(key(it.collectivity_id, it.consultation_id)) || certified.has(subjectKey(it))),
        ),
    ],
    servicesConcerned: (collectivityId, consultationId) =>
      concernsOf.get(key(collectivityId, consultationId))?.map(({ service }) => service) ?? [],
    consultationsOf: (collectivityId) => knownIn.get(collectivityId) ?? [],
  }
}

function withDeadlines(row: ConsultationRow, concerns: readonly Concern[]): KnownConsultation {
  return {
    ...row,
    initial_deadline_at: row.initial_deadline_at?.toISOString() ?? null,
    deadline_at: row.deadline_at?.toISOString() ?? null,
    initial_in_window: concerns.some(({ initial_in_window }) => initial_in_window),
    present_in_window: concerns.some(({ present_in_window }) => present_in_window),
  }
}

function key(collectivityId: string, consultationId: string): string {
  return JSON.stringify([collectivityId, consultationId])
}

function select(name: string): string {
  return readFileSync(new URL(`./rows/${name}.sql`, import.meta.url), 'utf8')
}
