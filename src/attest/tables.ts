import type { Block, TableColumn } from '../render/pdf/block.ts'
import type { Certificate, ConsultationLine, Figure } from './statement.ts'
import type { TableFieldName } from './template/field.ts'
import { count, dataText, kindText, localTimeText, timeText } from './wording.ts'

type Table = Extract<Block, { type: 'table' }>

const left = (label: string, share: number): TableColumn => ({ label, share, align: 'left' })
const right = (label: string, share: number): TableColumn => ({ label, share, align: 'right' })

/** Marks a DLRO that fell in the incident window. */
const IN_WINDOW = '\u00a0*'

/** @returns the table that a field of the template stands for, or the sentence that says that it has no rows */
export function tableBlocks(field: TableFieldName, certificate: Certificate): Block[] {
  const table = TABLES[field](certificate)
  if (table.rows.length === 0) return [sentence(NO_ROWS[field])]
  const marked = field === 'consultations' && table.rows.flat().some((cell) => cell.endsWith(IN_WINDOW))
  return marked ? [table, sentence('* DLRO tombée pendant l’interruption du service.')] : [table]
}

/** @returns the tables that the pages of a certificate show, in their order */
export function shownTables(certificate: Certificate): Table[] {
  return certificate.tables.map((field) => TABLES[field](certificate))
}

const TABLES: Record<TableFieldName, (certificate: Certificate) => Table> = {
  services: servicesTable,
  figures: figuresTable,
  consultations: consultationsTable,
}

const NO_ROWS: Record<TableFieldName, string> = {
  services: 'Aucun service.',
  figures: 'Aucun fichier manquant, altéré ou indéterminé n’a été constaté dans le périmètre examiné.',
  consultations: 'Aucune consultation n’est concernée à la date du constat.',
}

function servicesTable({ services, time_zone }: Certificate): Table {
  return {
    type: 'table',
    columns: [
      left('Service', 34),
      left('Types de document', 22),
      left('Interrompu du', 22),
      left(`au (${time_zone})`, 22),
    ],
    rows: services.map(({ name, kinds, from, to }) => [
      dataText(name),
      dataText(kinds.map(kindText).join(', ')),
      localTimeText(from),
      localTimeText(to),
    ]),
  }
}

/** What is expected stands there where it is known and tells nothing of sealed bids. */
function figuresTable({ figures }: Pick<Certificate, 'figures'>): Table {
  const expected = figures.some((figure) => figure.expected !== null)
  return {
    type: 'table',
    columns: [
      left('Type de document', 20),
      ...(expected ? [right('Attendus', 12)] : []),
      right('Manquants', 12),
      right('Altérés', 11),
      right('Récupérables', 14),
      right('Sans copie connue', 12),
      right('Récupération indéterminée', 15),
      right('État indéterminé', 15),
    ],
    rows: figures.map((figure) => [
      dataText(kindText(figure.kind)),
      ...(expected ? [figure.expected === null ? '' : count(figure.expected)] : []),
      ...[
        figure.missing,
        figure.altered,
        figure.recoverable,
        figure.lost,
        figure.recovery_unknown,
        figure.unknown,
      ].map(count),
    ]),
  }
}

function consultationsTable({ consultations, time_zone }: Certificate): Table {
  return {
    type: 'table',
    columns: [
      left('Référence et objet', 31),
      left('DLRO initiale', 17),
      left('DLRO actuelle', 17),
      left('Type', 9),
      right('Manq.', 8),
      right('Alt.', 6),
      right('Récup.', 8),
      right('Indét.', 8),
    ],
    rows: consultations.flatMap((consultation) => {
      const name = consultationText(consultation)
      const { initial_deadline_at, initial_in_window, deadline_at, present_in_window } = consultation
      const initial = `${timeText(initial_deadline_at, time_zone)}${initial_in_window ? IN_WINDOW : ''}`
      const present = `${timeText(deadline_at, time_zone)}${present_in_window ? IN_WINDOW : ''}`
      const rows: (Figure | undefined)[] =
        consultation.figures.length > 0 ? consultation.figures : [undefined]
      return rows.map((figure, i) => [
        i === 0 ? name : referenceText(consultation),
        initial,
        present,
        figure === undefined ? '–' : dataText(kindText(figure.kind)),
        ...[figure?.missing, figure?.altered, figure?.recoverable, figure?.unknown].map((it) =>
          count(it ?? 0),
        ),
      ])
    }),
  }
}

/** The title stands in the first row of a consultation alone. */
function consultationText(consultation: ConsultationLine): string {
  const reference = referenceText(consultation)
  return consultation.title === null ? reference : `${reference} – ${dataText(consultation.title)}`
}

function referenceText({ consultation_id, reference }: ConsultationLine): string {
  return consultation_id === '' ? 'Sans consultation connue' : dataText(reference ?? consultation_id)
}

function sentence(text: string): Block {
  return { type: 'paragraph', spans: [{ text, strong: false }] }
}
