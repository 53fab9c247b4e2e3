import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { FILE_COLUMNS } from '../../reports/collectivity-files/columns.ts'
import { COMPARISON_REPORTS } from '../../reports/comparison.ts'
import { TABLE_REPORTS } from '../../reports/index.ts'
import { BLANKS } from '../../reports/messages/template.ts'
import type { TableReport } from '../../reports/report.ts'
import { summarySchema } from '../../reports/summary/schema.ts'
import type { CellType, Column } from '../../src/render/column.ts'
import { dialectOf } from '../../src/render/dialect.ts'
import { translateWord } from '../../src/render/word.ts'
import type { PlainValue } from '../../src/store/plain-value.ts'
import { VOCABULARY } from '../../src/vocabulary/word.ts'

/** @returns the text of `docs/reports.md`, made of what the reports themselves are made of */
export function reportsPage(): string {
  return `${[
    '<!-- Generated: change the reports, then run npx vitest run test/docs -u -->',
    '# Reports',
    INTRODUCTION,
    table(
      ['report', 'for', 'what it says'],
      TABLE_REPORTS.map(({ name, readers, says }) => [`[${name}](#${name})`, readers.join(', '), says]),
    ),
    dialects(),
    ...TABLE_REPORTS.map(describeReport),
    collectivities(),
    COMPARISON,
    ...COMPARISON_REPORTS.map(describeReport),
    CATALOGUE,
    SUMMARY_PAGE,
    summary(),
    words(),
  ].join('\n\n')}\n`
}

const INTRODUCTION = `Each run writes these reports into its folder; \`constat report\` writes them again, in another language or dialect,
from the run store alone. Names of files and columns are fixed; later versions may add some. All of it comes from the run
store, which can be asked further: see [run-store.md](run-store.md).`

const COMPARISON = `## Comparing runs

\`constat compare RUN RUN…\` puts finished runs in the order of their snapshots, compares each with the next one file by file
from the two run stores, and writes the two reports below into the folder of the latest run, or that of \`--into\`. A line for
each pair goes to the terminal. It follows the damage: what is intact in both runs is not told. Runs whose scope, mapping,
stores, incident or version differ are compared where they can be: what differs is told on the terminal and in the column
\`differs\`, files out of one run's scope are not compared, and where mapping or stores differ neither are files that only one
run knows. Runs without a primary store in common are refused.`

const CATALOGUE = `## index.html

What each file in the run's folder is, for whom, and how many rows it has; other files of the folder are listed below.`

const SUMMARY_PAGE = `## summary.html

The manager's page, in French or, with \`--locale en\`, in English: how many files were damaged and lost, of which kinds and
years, whose, when they had been deposited and where they lay, what can be got back, what is not known and why, and how it
was measured. One file that loads nothing; the script within it only sorts and filters the list of collectivities. It
prints on A4. Figures count files; each picture has its table. Never a datum about a person.

The trend shows the earlier runs in the folders beside the run's own that have a \`summary.json\` of the same incident name,
scope and stores. \`constat report\` draws it anew.`

const DIALECTS = [
  ['office', 'fr'],
  ['office', 'en'],
  ['rfc4180', 'fr'],
  ['rfc4180', 'en'],
] as const

const SAMPLES: [string, CellType, PlainValue][] = [
  ['a count', 'count', 1234567],
  ['a rate', 'rate', 0.0612345],
  ['a time', 'time', new Date('2023-07-27T08:30:00Z')],
  ['a boolean', 'boolean', true],
  ['a word', 'word', 'listed-only'],
  ['a text that looks like a formula', 'text', '=SUM(A1)'],
  ['a key that looks like one', 'identifier', '=SUM(A1)'],
  ['nothing', 'text', null],
]

function dialects(): string {
  const all = DIALECTS.map(([csv, locale]) => dialectOf(csv, locale, 'Europe/Paris'))
  const [column] = TABLE_REPORTS[0]?.columns ?? []
  if (column === undefined) throw new Error('there is no report with a column')
  const sign = (text: string) => (text === ';' ? 'semicolon' : 'comma')
  const rows = [
    ['separator', ...all.map(({ delimiter }) => sign(delimiter))],
    ['byte order mark (UTF-8)', ...all.map(({ byteOrderMark }) => (byteOrderMark ? 'yes' : 'no'))],
    ['header', ...all.map((dialect) => dialect.header(column))],
    ...SAMPLES.map(([name, type, value]) => [
      name,
      ...all.map((dialect) => {
        const cell = dialect.cell(value, type)
        return cell === '' ? '(empty)' : code(cell)
      }),
    ]),
  ]
  const heads = DIALECTS.map(([csv, locale]) => `\`--csv ${csv} --locale ${locale}\``)
  return `## Dialects

Lines end with CR LF everywhere, and cells are quoted as RFC 4180 says. Only \`--csv rfc4180 --locale en\` is meant for
machines: identifiers as headers, times in UTC, constat's own words, keys exact to the character. The others are for
people: labels, times in the incident's time zone, and an apostrophe before whatever a spreadsheet would run as a formula.
Workbooks (XLSX) are for people too, in the language of the run: a header that stays in sight, filters, identifiers and
telephone numbers as text with their zeros, dates and rates as figures. Their texts are text cells, which no program runs.

${table(['', ...heads], rows)}`
}

function describeReport({ name, readers, says, rows, columns, parquet, xlsx }: TableReport): string {
  const sql = readFileSync(rows, 'utf8')
  const files = [
    `\`${name}.csv\``,
    ...(parquet === true ? [`\`${name}.parquet\``] : []),
    ...(xlsx === undefined ? [] : [`\`${name}.xlsx\``]),
  ]
  return `## ${name}

${says}

- Files: ${files.join(', ')}
- For: ${readers.join(', ')}
- Grain: ${grainOf(sql)}
- Order: \`${orderOf(sql)}\`

${columnsTable(columns)}`
}

/** The grain stands in the first lines of a model: `-- grain: …`, and lines that are indented below it. */
function grainOf(sql: string): string {
  const [, grain] = /^-- grain: (.+(?:\n-- {2,}.+)*)/.exec(sql) ?? []
  if (grain === undefined) throw new Error(`a model begins with "-- grain: …":\n${sql}`)
  return grain.replaceAll(/\n-- +/g, ' ')
}

function orderOf(sql: string): string {
  const [, order] = /\norder by ([^;]+?);?\s*$/.exec(`\n${sql.replace(/ order by /g, '\norder by ')}`) ?? []
  if (order === undefined) throw new Error(`a report ends with its order:\n${sql}`)
  return order.replaceAll(/\s+/g, ' ')
}

function collectivities(): string {
  return `## collectivities/

For the buyers themselves, a folder for each affected collectivity. Names of folders and files are made of letters, digits
and hyphens of the ids and a digest; \`buyers\` says which is whose.

- \`files.csv\`: its damaged files, each in one list, in the order of consultation, kind and file id. Until a consultation
  is opened its bids are sealed: bidder and file name are hidden.
- \`contact-….eml\`, \`collectivity.eml\`: the draft of a message to each contact, with that list attached. It opens in a
  mail program as a draft (\`X-Unsent\`), for a person to read, change and send; one without a usable address has no
  recipient. constat sends nothing.

The text is a template: \`messages.template\` in the configuration names another one (begin with a copy of
\`reports/messages/message.fr.txt\`). Its first line is \`Objet : …\` or \`Subject: …\`; what is filled in:
${BLANKS.map((name) => code(`{{${name}}}`)).join(', ')}. Both are written anew with the other reports.

${columnsTable(FILE_COLUMNS)}`
}

function columnsTable(columns: readonly Column[]): string {
  return table(
    ['column', 'type', 'French label', 'English label', 'meaning'],
    columns.map((c) => [`\`${c.name}\``, c.type, c.label.fr, c.label.en, c.meaning]),
  )
}

function summary(): string {
  return `## summary.json

Every figure, for everyone's tools; the same in every language. Never a datum about a person. \`<kind>\` is a word of the
mapping, \`<year>\` a year or \`undated\`, and the fields below \`…\` repeat those of \`files\`.

${table(['field', 'type', 'meaning'], fieldsOf(z.toJSONSchema(summarySchema, { io: 'output' })))}`
}

type JsonSchema = {
  type?: string
  description?: string
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

function fieldsOf(schema: unknown, path = ''): string[][] {
  const { properties = {} } = schema as JsonSchema
  return Object.entries(properties).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`
    const row = [`\`${here}\``, typeOf(field), field.description ?? '']
    return [row, ...fieldsBelow(name, field, here)]
  })
}

function fieldsBelow(name: string, field: JsonSchema, here: string): string[][] {
  if (name === 'objects' || name === 'signatures')
    return field.properties === undefined ? [] : [[`\`${here}.…\``, '', 'as `files`']]
  if (name === 'years' && field.type === 'object') return [[`\`${here}.<year>.…\``, '', 'as above']]
  if (name === 'kinds' && field.type === 'object')
    return fieldsOf(field.additionalProperties, `${here}.<kind>`)
  return fieldsOf(
    field.items?.properties === undefined ? field : field.items,
    `${here}${field.items ? '[]' : ''}`,
  )
}

function typeOf({ type, anyOf, items }: JsonSchema): string {
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ')
  return items === undefined ? (type ?? '') : `list of ${typeOf(items)}`
}

function words(): string {
  const vocabularies = Object.entries(VOCABULARY).map(
    ([name, words]) => `### ${name}

${table(
  ['word', 'French', 'English', 'meaning'],
  Object.entries(words).map(([word, meaning]) => [
    `\`${word}\``,
    translateWord(word, 'fr'),
    translateWord(word, 'en'),
    meaning,
  ]),
)}`,
  )
  return `## Words

What cells of type word can hold, besides years, kinds and whatever else the mapping says. Machines get the word as it is.

${vocabularies.join('\n\n')}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const code = (text: string) => `\`${text}\``
