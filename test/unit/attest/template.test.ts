import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FIELDS, TABLE_FIELDS } from '../../../src/attest/template/field.ts'
import { parseTemplate } from '../../../src/attest/template/parse.ts'
import { readTemplate } from '../../../src/attest/template/read.ts'

const mistakes = (text: string) => parseTemplate(text, ['collectivity']).mistakes

test('headings, paragraphs, bold, lists, tables of two columns and fields', () => {
  const text = `# Titre\n\nNous, **{{issuer}}**,\nle {{ issued_on }} : a@b.fr\n\n- un {{number}}\n\n| | |\n|-|-|\n| Nom | {{collectivity}} |\n\n{{figures}}\n`
  expect(parseTemplate(text, ['collectivity'])).toEqual({
    mistakes: [],
    blocks: [
      { type: 'heading', level: 1, parts: [{ text: 'Titre', strong: false }] },
      {
        type: 'paragraph',
        parts: [
          { text: 'Nous, ', strong: false },
          { field: 'issuer', strong: true },
          { text: ',\nle ', strong: false },
          { field: 'issued_on', strong: false },
          { text: ' : ', strong: false },
          { text: 'a@b.fr', strong: false },
        ],
      },
      {
        type: 'list',
        items: [
          [
            { text: 'un ', strong: false },
            { field: 'number', strong: false },
          ],
        ],
      },
      {
        type: 'fields',
        rows: [
          {
            label: [{ text: 'Nom', strong: false }],
            value: [{ field: 'collectivity', strong: false }],
          },
        ],
      },
      { type: 'table-field', field: 'figures' },
    ],
  })
})

test.each([
  ['a\n\nb {{colectivity}}', 3, /^unknown field {{colectivity}}; known are number, .*collectivity/],
  ['{{reference}}', 1, /^{{reference}} has no value in a certificate for a collectivity$/],
  ['En tout {{figures}} fichiers', 1, /^{{figures}} is a table: it stands alone/],
  ['a {{number b', 1, /^{{ and }} stand around one field/],
  ['a\n\n\n<b>x', 4, /^html is not known here: <b>/],
  ['# A\n\n![logo](x.png)', 3, /^image is not known here/],
  ['> cité', 1, /^blockquote is not known here/],
  ['un *mot*', 1, /^em is not known here/],
  ['a `b`', 1, /^codespan is not known here/],
  ['#### Quatre', 1, /^headings have/],
  ['|a|b|\n|-|-|\n|c|d|', 1, /^a table has two columns and an empty header/],
  ['| | | |\n|-|-|-|\n|c|d|e|', 1, /^a table has two columns/],
])('%j is a mistake in line %i', (text, line, said) => {
  expect(mistakes(text)).toEqual([{ line, text: expect.stringMatching(said) }])
})

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'constat-template-'))
  cpSync('templates/attestations', folder, { recursive: true })
  return folder
}

test('a copy of the folder says the same, an edited one something else', () => {
  const folder = copy()
  expect(readTemplate(folder)).toEqual(readTemplate())
  const path = join(folder, 'letterhead.md')
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'))
  expect(readTemplate(folder)).toEqual(readTemplate())
  writeFileSync(path, '**Mairie**\n')
  expect(readTemplate(folder).digest).not.toBe(readTemplate().digest)
})

test('every mistake of every file is told at once, and what is lacking', () => {
  const folder = copy()
  writeFileSync(join(folder, 'service.md'), 'a {{x}}\n\nb {{y}}\n')
  writeFileSync(join(folder, 'consultation.md'), '# Sans chiffres\n')
  const tell = () => readTemplate(folder)
  expect(tell).toThrow(/service\.md, line 1: unknown field \{\{x\}\}/)
  expect(tell).toThrow(/service\.md, line 3: unknown field \{\{y\}\}/)
  expect(tell).toThrow(/consultation\.md: it lacks \{\{figures\}\}/)
  rmSync(join(folder, 'collectivity.md'))
  expect(tell).toThrow(/cannot read the certificates' text .*collectivity\.md/)
})

test('docs/certificates.md names every field, and no other', () => {
  const page = readFileSync('docs/certificates.md', 'utf8')
  const named = [...page.matchAll(/`\{\{(\w+)\}\}`/g)].map(([, name]) => name)
  expect(new Set(named)).toEqual(new Set(Object.keys({ ...FIELDS, ...TABLE_FIELDS })))
})

test('no text of ours states a legal outcome', () => {
  for (const name of ['letterhead', 'service', 'collectivity', 'consultation']) {
    const text = readFileSync(`templates/attestations/${name}.md`, 'utf8')
    expect(text).not.toMatch(
      /annul|prorog|report[ée]|recevable|régulari|force majeure|responsab|droit|article|code/i,
    )
  }
})
