import { join } from 'node:path'
import { collectivityId, collectivityName, column, consultationId, reference } from '../../reports/columns.ts'
import { writeCsv } from '../render/csv.ts'
import { dialectOf } from '../render/dialect.ts'
import type { Row } from '../store/plain-value.ts'
import { pdfName } from './folders.ts'
import type { Numbered } from './number.ts'

const columns = [
  column('number', 'identifier', 'Numéro', 'Number', 'The number of the certificate.'),
  column('file', 'identifier', 'Fichier', 'File', 'Its file, in the same folder.'),
  column('issued_at', 'time', 'Établie le', 'Issued at', 'When it was issued.'),
  column('replaces', 'identifier', 'Remplace', 'Replaces', 'The certificate that it takes the place of.'),
  column('service', 'text', 'Service', 'Service', 'The service that it is about; else empty.'),
  collectivityId,
  collectivityName,
  consultationId,
  reference,
  column('list_rows', 'count', 'Fichiers listés', 'Files listed', 'How many files its list has.'),
  column('list_sha256', 'identifier', 'SHA-256 de la liste', 'SHA-256 of the list', 'Digest of its list.'),
]

/** Writes `attestations.csv`: the certificates of the run, for the people who send them out. */
export async function writeIndex(
  folder: string,
  numbered: readonly Numbered[],
  { locale, csv }: { locale: 'fr' | 'en'; csv: 'office' | 'rfc4180' },
): Promise<void> {
  const rows = numbered.map(({ statement, entry }): Row => {
    const { subject, files } = statement
    return {
      number: entry.number,
      file: pdfName(entry.number),
      issued_at: new Date(entry.issued_at),
      replaces: entry.replaces,
      service: subject.type === 'service' ? subject.service : null,
      collectivity_id: subject.type === 'service' ? null : subject.collectivity_id,
      collectivity: subject.type === 'service' ? null : subject.name,
      consultation_id: subject.type === 'consultation' ? subject.consultation_id : null,
      reference: subject.type === 'consultation' ? subject.reference : null,
      list_rows: files.rows,
      list_sha256: files.sha256,
    }
  })
  const zone = numbered[0]?.statement.time_zone ?? 'UTC'
  async function* batches() {
    yield rows
  }
  await writeCsv(join(folder, 'attestations.csv'), columns, batches(), dialectOf(csv, locale, zone))
}
