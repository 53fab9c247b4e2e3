import type { RunStore } from '../store/run-store.ts'
import { type Figures, readFigures } from './figures.ts'
import { makeFileLists } from './file-lists.ts'
import type { ListDigest } from './list-file.ts'
import { type RunFacts, readRunFacts } from './run-facts.ts'
import {
  type ConsultationLine,
  type Statement,
  type Subject,
  type SubjectId,
  subjectKey,
} from './statement.ts'
import { readSubjects, type Subjects } from './subjects.ts'

type Service = Statement['services'][number]
/** A statement, and the name that its list of files has in the folder until it has a number. */
export type Draft = { statement: Statement; list: string }

/**
 * Reads from the run store, and from nothing else, what the certificates of a run state.
 *
 * @param before the subjects of earlier certificates of the incident
 * @param folder where the lists of files are written; undefined: only their digests are made
 * @returns the statements in the order in which they are numbered
 */
export async function readStatements(
  store: RunStore,
  before: readonly SubjectId[],
  folder: string | undefined,
): Promise<Draft[]> {
  const facts = await readRunFacts(store)
  const figures = await readFigures(store)
  const names = facts.services.map(({ name }) => name)
  const subjects = await readSubjects(store, names, before)
  const drafts = subjects.all.map((subject, i) => ({
    subject,
    services: servicesOf(subject, facts, figures, subjects),
    draft: `draft-${i}.csv`,
  }))
  const lists = await makeFileLists(
    store,
    drafts.map(({ services, ...it }) => ({ ...it, kinds: services.flatMap(({ kinds }) => kinds) })),
    folder,
  )
  return drafts.map(({ subject, services, draft }) => ({
    list: draft,
    statement: {
      ...facts,
      services,
      subject,
      figures: figuresOf(subject, services, figures),
      consultations:
        subject.type === 'collectivity' ? consultationsOf(subject.collectivity_id, figures, subjects) : [],
      files: listOf(subject, lists),
    },
  }))
}

/** The services that a certificate names: its own, those of the DLRO, those of the files, or all. */
function servicesOf(subject: Subject, facts: RunFacts, figures: Figures, subjects: Subjects): Service[] {
  const named = (names: string[]) => facts.services.filter(({ name }) => names.includes(name))
  if (subject.type === 'service') return named([subject.service])
  const { collectivity_id } = subject
  if (subject.type === 'consultation') {
    const concerned = named(subjects.servicesConcerned(collectivity_id, subject.consultation_id))
    if (concerned.length > 0) return concerned
  }
  const kinds = (
    subject.type === 'collectivity'
      ? figures.ofCollectivity(collectivity_id)
      : figures.ofConsultation(collectivity_id, subject.consultation_id)
  ).map(({ kind }) => kind)
  const handling = facts.services.filter((service) => service.kinds.some((kind) => kinds.includes(kind)))
  return handling.length > 0 ? handling : facts.services
}

function figuresOf(subject: Subject, services: readonly Service[], figures: Figures) {
  switch (subject.type) {
    case 'service':
      return figures.ofKinds(services.flatMap(({ kinds }) => kinds))
    case 'collectivity':
      return figures.ofCollectivity(subject.collectivity_id)
    case 'consultation':
      return figures.ofConsultation(subject.collectivity_id, subject.consultation_id)
  }
}

/** The consultations of a collectivity that a certificate lists: with a file that is not whole, or a DLRO concerned. */
function consultationsOf(collectivityId: string, figures: Figures, subjects: Subjects): ConsultationLine[] {
  const named = subjects
    .consultationsOf(collectivityId)
    .map(({ collectivity_id: _, name: __, ...consultation }) => ({
      ...consultation,
      figures: figures.ofConsultation(collectivityId, consultation.consultation_id),
    }))
    .filter((it) => it.figures.length > 0 || it.initial_in_window || it.present_in_window)
  const unattached = figures.ofConsultation(collectivityId, '')
  return unattached.length === 0 ? named : [...named, { ...NO_CONSULTATION, figures: unattached }]
}

const NO_CONSULTATION = {
  consultation_id: '',
  reference: null,
  title: null,
  initial_deadline_at: null,
  deadline_at: null,
  initial_in_window: false,
  present_in_window: false,
}

function listOf(subject: Subject, lists: Map<string, ListDigest>): ListDigest {
  const list = lists.get(subjectKey(subject))
  if (list === undefined) throw new Error(`no list of files was made for a ${subject.type}`)
  return list
}
