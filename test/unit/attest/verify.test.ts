import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ATTACHMENT, fillTemplate } from '../../../src/attest/fill.ts'
import { readRegister } from '../../../src/attest/register.ts'
import { type Certificate, certificateSchema } from '../../../src/attest/statement.ts'
import { readPdf } from '../../../src/attest/verify/read-pdf.ts'
import { type Verification, verifyCertificate } from '../../../src/attest/verify/verify.ts'
import type { PdfDocument } from '../../../src/render/pdf/block.ts'
import { writePdf } from '../../../src/render/pdf/write-pdf.ts'
import { damagedRun, Office } from '../../support/certified-run.ts'
import { appended, freeNumber, pagesOf } from '../../support/pdf-update.ts'

const office = new Office()
let file: string
let certificate: Certificate
beforeAll(async () => {
  const store = await damagedRun()
  await office.attest(store, 'one')
  await store.close()
  file = office.path('one', '2023-0002.pdf')
  const seen = await readPdf(readFileSync(file))
  certificate = certificateSchema.parse(JSON.parse(seen?.attachments.get(ATTACHMENT) ?? ''))
})

/** Verifies bytes that lie where the certificate was. */
async function verify(bytes: Uint8Array, path = file): Promise<Verification> {
  return await verifyCertificate(bytes, path, readRegister(office.folder), () => damagedRun())
}

const refusals = ({ checks }: Verification) =>
  checks.filter(({ ok }) => !ok).map(({ about, found }) => `${about} ${found}`)

/** A certificate that a forger with our own program makes. */
async function forged(
  change: (it: Certificate) => void,
  alter: (document: PdfDocument) => void = () => {},
): Promise<Buffer> {
  const copy = structuredClone(certificate)
  change(copy)
  const document = fillTemplate(office.template, copy)
  alter(document)
  return await writePdf(document)
}

const figure = (it: Certificate, kind: string) => {
  const found = it.figures.find((one) => one.kind === kind)
  if (found === undefined) throw new Error(`no figures of ${kind}`)
  return found
}

test('what was issued is accepted', async () => {
  const { accepted, checks } = await verify(readFileSync(file))
  expect({ accepted, checks: checks.map(({ ok, about, found }) => [ok, `${about} ${found}`]) }).toEqual({
    accepted: true,
    checks: [
      [true, 'the register has it as number 2023-0002'],
      [true, 'the file is the one that was issued, byte for byte'],
      [true, 'the figures agree with the run store'],
      [true, 'digest and length of the list agree with the run store'],
      [true, 'the list 2023-0002.csv has the digest that the certificate names'],
      [true, 'the pages show what the attached statement says, 6 rows of tables among it'],
    ],
  })
})

test('written again from what it states it is the same file', async () => {
  expect(await forged(() => {})).toEqual(readFileSync(file))
})

test('a figure changed on the pages and in the statement is refused, and named', async () => {
  const bytes = await forged((it) => {
    figure(it, 'offer').missing = 2
    figure(it, 'offer').lost = 1
  })
  expect(refusals(await verify(bytes))).toEqual([
    'the register has another statement under number 2023-0002',
    'the file is not the one that was issued: its bytes were changed',
    'the figures do not agree: figures[offer].missing: 2 in the certificate, 3 in the run',
    'the figures do not agree: figures[offer].lost: 1 in the certificate, 2 in the run',
  ])
})

test('a figure changed on the pages alone is refused, and the row named', async () => {
  const bytes = await forged(
    (it) => {
      figure(it, 'offer').missing = 30
    },
    (document) => {
      document.attachment.content = fillTemplate(office.template, certificate).attachment.content
    },
  )
  expect(refusals(await verify(bytes))).toEqual([
    'the file is not the one that was issued: its bytes were changed',
    'the pages do not show the row offre | 4 | 3 | 0 | 1 | 2 | 0 | 0',
  ])
})

test('a figure changed in the statement alone is refused', async () => {
  const bytes = await forged(
    () => {},
    (document) => {
      document.attachment.content = document.attachment.content.replace('"altered": 1', '"altered": 0')
    },
  )
  expect(refusals(await verify(bytes)).join('\n')).toMatch(
    /figures\[dce\]\.altered: 0 in the certificate, 1 in the run/,
  )
})

test.each<[string, (it: Certificate) => void, RegExp]>([
  [
    'the digest of the list',
    (it) => (it.files.sha256 = '0'.repeat(64)),
    /sha256: "000.*the list 2023-0002\.csv has the digest/s,
  ],
  [
    'the window',
    (it) => Object.assign(it.services[0] ?? {}, { to: '2023-08-30T14:00' }),
    /services\[Salle des marchés\]\.to: "2023-08-30/,
  ],
  [
    'the body',
    (it) => Object.assign(it.subject, { name: 'Autre commune' }),
    /subject\.name: "Autre commune"/,
  ],
  [
    'a DLRO',
    (it) => Object.assign(it.consultations[1] ?? {}, { deadline_at: '2023-09-18T10:00:00.000Z' }),
    /consultations\[sealed\]\.deadline_at/,
  ],
  [
    'a guard',
    (it) => it.guards_accepted.push('loss-range'),
    /guards_accepted: 1 in the certificate, 0 in the run/,
  ],
  ['the number', (it) => (it.number = '2023-0077'), /the register has no certificate 2023-0077/],
  [
    'the number of another',
    (it) => (it.number = '2023-0003'),
    /the register has another statement under number 2023-0003/,
  ],
  ['what it replaces', (it) => (it.replaces = '2023-0001'), /the register has another statement/],
])('a change of %s is refused', async (_, change, said) => {
  const verification = await verify(await forged(change))
  expect(verification.accepted).toBe(false)
  expect(refusals(verification).join('\n')).toMatch(said)
})

test('another list beside it is refused', async () => {
  const path = join(office.run('elsewhere'), '2023-0002.pdf')
  const list = readFileSync(join(dirname(file), '2023-0002.csv'), 'utf8')
  writeFileSync(join(dirname(path), '2023-0002.csv'), list.replace('gone', 'other'))
  expect(refusals(await verify(readFileSync(file), path))).toEqual([
    expect.stringMatching(/^the list 2023-0002\.csv has the digest [0-9a-f]{64}, the certificate names/),
  ])
})

test('what is no certificate, or not all of one, is refused', async () => {
  const whole = readFileSync(file)
  expect(refusals(await verify(Buffer.from('%PDF-1.7 nothing')))).toEqual([
    'the file is no PDF that can be read to its end',
  ])
  expect((await verify(whole.subarray(0, whole.length / 2))).accepted).toBe(false)
  const bare = await forged(
    () => {},
    (document) => {
      document.attachment.name = 'other.json'
    },
  )
  expect(refusals(await verify(bare))).toEqual([
    'the file carries no attestation.json that a certificate of constat carries',
  ])
  const flipped = Buffer.from(whole)
  flipped[whole.length - 200] = (flipped[whole.length - 200] ?? 0) ^ 1
  expect((await verify(flipped)).accepted).toBe(false)
})

/** The certificate with an annotation appended to its last page. */
function annotated(annotation: string): Buffer {
  const bytes = readFileSync(file)
  const id = freeNumber(bytes)
  const page = pagesOf(bytes).at(-1)
  if (page === undefined) throw new Error('no page was found')
  return appended(bytes, [
    { id, body: annotation },
    { ...page, body: page.body.replace(/>>$/, `/Annots [${id} 0 R]\n>>`) },
  ])
}

const signatureAt = (rect: string) =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F 4 /Rect [${rect}] >>`

test('a signature that covers nothing is accepted', async () => {
  const verification = await verify(annotated(signatureAt('300 100 500 140')))
  expect(refusals(verification)).toEqual([])
  expect(verification.checks[1]?.found).toBe(
    'is the one that was issued, with something appended that changes no page (a signature)',
  )
})

test('a signature, or a note, over the text is refused', async () => {
  expect(refusals(await verify(annotated(signatureAt('40 40 550 800'))))).toEqual([
    expect.stringMatching(/^the file was added to, and something lies over page \d$/),
  ])
  const note = '<< /Type /Annot /Subtype /FreeText /Contents (0) /DA (/F1 9 Tf) /Rect [300 100 500 140] >>'
  expect(refusals(await verify(annotated(note)))[0]).toMatch(/something lies over page/)
})

test('pages, and fonts, that were changed by what was appended are refused', async () => {
  const bytes = readFileSync(file)
  const page = pagesOf(bytes)[0]
  const content = Number(/\/Contents (\d+) 0 R/.exec(page?.body ?? '')?.[1])
  const blank = appended(bytes, [{ id: content, body: '<< /Length 3 >>\nstream\nq Q\nendstream' }])
  expect(refusals(await verify(blank))).toContain('the file was added to, and page 1 looks different since')
  const text = bytes.toString('latin1')
  const font = Number(/\/FontFile2 (\d+) 0 R/.exec(text)?.[1])
  const other = Number([...text.matchAll(/\/FontFile2 (\d+) 0 R/g)][1]?.[1])
  const found = new RegExp(`\\n${other} 0 obj\\n(.*?)\\nendobj`, 's').exec(text)?.[1] ?? ''
  const swapped = appended(bytes, [{ id: font, body: found }])
  expect(refusals(await verify(swapped))).toContain('the file was added to, and page 1 looks different since')
})

test('one that was replaced is accepted, and says so', async () => {
  const store = await damagedRun('2023-08-06T08:00:00.000Z', { repaired: true })
  await office.attest(store, 'two')
  await store.close()
  const { accepted, checks } = await verify(readFileSync(file))
  expect(accepted).toBe(true)
  expect(checks[0]?.found).toBe('has it as number 2023-0002; it was replaced by 2023-0005 since')
})
