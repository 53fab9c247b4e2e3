import { beforeAll, describe, expect, test } from 'vitest'
import { fillTemplate } from '../../../src/attest/fill.ts'
import type { Certificate, ConsultationLine, Figure } from '../../../src/attest/statement.ts'
import { readTemplate } from '../../../src/attest/template/read.ts'
import { checkPages } from '../../../src/attest/verify/check-pages.ts'
import { type PdfSeen, readPdf } from '../../../src/attest/verify/read-pdf.ts'
import { writePdf } from '../../../src/render/pdf/write-pdf.ts'
import { MARKETPLACE } from '../../support/certified-run.ts'

const figure = (kind: string, counts: Partial<Figure> = {}): Figure => ({
  kind,
  expected: null,
  missing: 0,
  altered: 0,
  lost: 0,
  recoverable: 0,
  recovery_unknown: 0,
  unknown: 0,
  ...counts,
})

const consultation = (id: string, rest: Partial<ConsultationLine> = {}): ConsultationLine => ({
  consultation_id: id,
  reference: id,
  title: `Objet de ${id}`,
  initial_deadline_at: '2023-07-28T10:00:00.000Z',
  deadline_at: null,
  initial_in_window: false,
  present_in_window: false,
  figures: [figure('offer', { missing: 1 })],
  ...rest,
})

const certificate = (change: Partial<Certificate> = {}): Certificate => ({
  form: 1,
  issuer: 'Syndicat mixte (exemple)',
  host: null,
  incident: 'Incident électrique',
  time_zone: 'Europe/Paris',
  services: [MARKETPLACE],
  subject: { type: 'collectivity', collectivity_id: 'k', name: 'Commune', siren: null, siret: null },
  figures: [figure('offer', { expected: 12_345, missing: 3, lost: 3 })],
  consultations: [consultation('2023-001')],
  guards_accepted: [],
  scope: { years: [], kinds: [], year_of: 'deposited_at' },
  run: {
    constat: '0.1.0',
    started_at: '2023-08-05T06:00:00.000Z',
    finished_at: '2023-08-05T08:00:00.000Z',
    snapshot_at: '2023-08-05T06:01:00.000Z',
    listed_to: '2023-08-05T06:02:00.000Z',
    config_digest: 'c0',
    mapping_digest: 'm0',
  },
  files: { rows: 3, sha256: 'ab'.repeat(32) },
  number: '2023-0002',
  issued_at: '2023-08-05T09:00:00.000Z',
  replaces: null,
  template: 'f'.repeat(64),
  tables: ['services', 'figures', 'consultations'],
  ...change,
})

const template = readTemplate()

async function pagesOf(it: Certificate): Promise<PdfSeen> {
  const seen = await readPdf(await writePdf(fillTemplate(template, it)))
  if (seen === undefined) throw new Error('the certificate cannot be read')
  return seen
}

/** The text of all pages on one line, with single spaces. */
async function textOf(it: Certificate): Promise<string> {
  return (await pagesOf(it)).pages
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
}

test('issuer, window with its zone, figures, consultations, reservation, number and digest are on the pages', async () => {
  const text = await textOf(
    certificate({
      host: 'Hébergeur Ouest',
      replaces: '2023-0001',
      guards_accepted: ['loss-range:dce'],
      consultations: [consultation('2023-001', { initial_in_window: true })],
    }),
  )
  for (const shown of [
    'Syndicat mixte (exemple)',
    'Hébergement : Hébergeur Ouest',
    'N° 2023-0002, établie le 05/08/2023',
    'remplace l’attestation n° 2023-0001',
    'au (Europe/Paris) Salle des marchés offre, DCE 27/07/2023 10:30 03/08/2023 14:00',
    'offre 12 345 3 0 0 3 0 0',
    '2023-001 – Objet de 2023-001 28/07/2023 12:00 * offre 1 0 0 0',
    '* DLRO tombée pendant l’interruption du service.',
    'acceptée après examen : taux de dommage hors de la plage déclarée (loss-range:dce)',
    'Ces chiffres sont ceux du 05/08/2023 10:00.',
    'ils peuvent changer',
    '(3 fichiers)',
    `Empreinte SHA-256 de cette liste : ${'ab'.repeat(32)}`,
    'page 1/2',
  ])
    expect(text).toContain(shown)
})

test('what is not known leaves its line out', async () => {
  const text = await textOf(certificate())
  for (const absent of [
    'Héberge',
    'SIREN',
    'remplace l’attestation',
    'acceptée après examen',
    '{{',
    'null',
    'undefined',
  ])
    expect(text).not.toContain(absent)
})

test('without figures or consultations it says so', async () => {
  const text = await textOf(certificate({ figures: [], consultations: [] }))
  expect(text).toContain('Aucun fichier manquant, altéré ou indéterminé')
  expect(text).toContain('Aucune consultation n’est concernée')
})

test('of a consultation nobody learns how many files were expected', async () => {
  const text = await textOf(
    certificate({
      subject: {
        type: 'consultation',
        collectivity_id: 'k',
        name: 'Commune',
        consultation_id: 'n',
        reference: '2023-042',
        title: 'Voirie',
        initial_deadline_at: '2023-07-28T10:00:00.000Z',
        deadline_at: '2023-08-18T10:00:00.000Z',
        initial_in_window: true,
        present_in_window: false,
      },
      figures: [figure('offer', { missing: 1, lost: 1 })],
      consultations: [],
      tables: ['services', 'figures'],
    }),
  )
  expect(text).toContain('Type de document Manquants')
  expect(text).not.toContain('Attendus')
  expect(text).toContain('Date limite (DLRO) initiale 28/07/2023 12:00 pendant l’interruption oui')
  expect(text).toContain('Date limite (DLRO) actuelle 18/08/2023 12:00 pendant l’interruption non')
})

describe('a thousand consultations with long names', () => {
  const long = 'Construction d’un pôle multi-accueil à Plœuc-L’Hermitage : gros œuvre, étanchéité, façades '
  const name = `Communauté d’agglomération de ${'Saint-Étienne-du-Grès-sur-Loire '.repeat(8)}`
  const many = certificate({
    subject: {
      type: 'collectivity',
      collectivity_id: 'k',
      name,
      siren: '200000002',
      siret: '00020000000200',
    },
    consultations: Array.from({ length: 1000 }, (_, i) =>
      consultation(`2023-${String(i).padStart(4, '0')}`, {
        title: i % 10 === 0 ? long.repeat(4) : i % 10 === 1 ? `${'Z'.repeat(299)}` : long,
        figures: [figure('offer', { missing: i }), figure('dce', { altered: 1 })],
      }),
    ),
  })
  let seen: PdfSeen
  beforeAll(async () => {
    seen = await pagesOf(many)
  })

  test('all are there, in their order, with their figures', () => {
    expect(checkPages(seen, many)).toMatchObject({ ok: true })
  })

  test('each page says which it is, and begins with the header of the table', () => {
    const { pages } = seen
    expect(pages.length).toBeGreaterThan(30)
    pages.forEach(({ text }, i) => {
      expect(text).toContain(`page ${i + 1}/${pages.length}`)
      expect(text).toContain('Attestation d’incident n° 2023-0002')
    })
    for (const { text } of pages.slice(1, -1)) expect(text).toMatch(/^Référence et objet\s+DLRO initiale/)
  })

  test('nothing stands outside the margins, and no text on another', () => {
    for (const { textBoxes } of seen.pages) {
      for (const box of textBoxes) {
        expect(box.left).toBeGreaterThanOrEqual(56.9)
        expect(box.right).toBeLessThanOrEqual(595.28 - 56.9)
        expect(box.bottom).toBeGreaterThan(30)
        expect(box.top).toBeLessThan(800)
      }
      const overlapping = textBoxes.filter((a, i) =>
        textBoxes
          .slice(i + 1)
          .some(
            (b) =>
              Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
              Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom) > 2,
          ),
      )
      expect(overlapping).toEqual([])
    }
  })
})

const HOSTILE = [
  ') Tj ET Q /Launch (calc.exe) BT (',
  '=HYPERLINK("http://x")\t@SUM(1+1)\r\n-2',
  '</rdf:li><script>alert(1)</script> & {{number}} **gras** | x |',
  '\u202Ecod.exe\u202C \u0000\u0007\u001b[31m',
  'emoji 🏛 中文 עברית',
  '\ud800 lone',
]

test.each(HOSTILE)('a name such as %j is set as text, and does nothing', async (hostile) => {
  const it = certificate({
    issuer: hostile,
    subject: { type: 'collectivity', collectivity_id: hostile, name: hostile, siren: hostile, siret: null },
    consultations: [consultation(hostile)],
    services: [{ ...MARKETPLACE, name: hostile, kinds: [hostile] }],
    figures: [figure(hostile, { missing: 1, expected: 2 })],
  })
  const bytes = await writePdf(fillTemplate(template, it))
  const seen = await readPdf(bytes)
  expect(seen && checkPages(seen, it)).toMatchObject({ ok: true })
  expect(seen?.pages.flatMap(({ annotations }) => annotations)).toEqual([])
  const pdf = bytes.toString('latin1')
  const metadata = /<x:xmpmeta.*<\/x:xmpmeta>/s.exec(pdf)?.[0] ?? ''
  const objects = pdf.replaceAll(/stream\n.*?endstream/gs, '').replaceAll(/\((?:\\.|[^\\()])*\)/gs, '')
  expect(objects).toContain('/Type /Catalog')
  expect(objects).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction|AA|URI)\b/)
  expect(metadata).toContain('<dc:title>')
  expect(metadata).not.toContain('<script>')
})

test('what cannot be shown is marked, so that no other text is read in its place', async () => {
  const text = await textOf(
    certificate({
      subject: {
        type: 'collectivity',
        collectivity_id: 'k',
        name: 'A\u202Eb\u0000c🏛 Ÿłő Ω Я\nfin',
        siren: null,
        siret: null,
      },
    }),
  )
  expect(text).toContain('A□b□c□ Ÿłő Ω Я fin')
})

test('tagged, in French, with its title, embedded fonts, PDF/A-3 and PDF/UA named, and the same bytes each time', async () => {
  const document = fillTemplate(template, certificate())
  const bytes = await writePdf(document)
  const pdf = bytes.toString('latin1')
  expect(pdf).toMatch(/^%PDF-1\.7/)
  expect(pdf).toContain('/Lang (fr-FR)')
  expect(pdf).toContain('/Marked true')
  expect(pdf).toContain('/DisplayDocTitle true')
  for (const tag of [
    'Document',
    'H1',
    'H2',
    'P',
    'L',
    'LI',
    'Lbl',
    'LBody',
    'Table',
    'THead',
    'TBody',
    'TR',
    'TH',
    'TD',
  ])
    expect(pdf).toMatch(new RegExp(`/S /${tag}\\b`))
  expect(pdf).toContain('/Scope /Column')
  expect(pdf).toContain('/Scope /Row')
  expect(pdf).toContain('<pdfaid:part>3</pdfaid:part>')
  expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(pdf).toContain('/AFRelationship /Data')
  const fonts = [...pdf.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name)
  expect(new Set(fonts.map((name) => name?.replace(/^[A-Z]{6}\+/, '')))).toEqual(
    new Set(['SourceSans3-SemiBold', 'SourceSans3-Regular']),
  )
  expect(pdf.match(/\/FontFile2 /g)).toHaveLength(2)
  expect(await writePdf(document)).toEqual(bytes)
})
