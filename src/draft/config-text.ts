import { readFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { type Document, isCollection, isScalar, parseDocument } from 'yaml'

/** What `constat init` knows of the configuration that it writes. */
export type ConfigDraft = {
  /** The variable of the environment that holds the database's URL: the URL itself is never written. */
  urlFrom: string
  bucket: string
  endpoint: string | undefined
  region: string | undefined
  /** Folder of the mapping, relative to the file. */
  mapping: string
}

/** Beside package.json, in a clone as in the package. */
const EXAMPLE = join(dirname(module.findPackageJSON(import.meta.url) as string), 'constat.example.yaml')

const HEAD = ` constat: configuration, drafted by constat init from the commented example.
 What is marked EDIT is still the example's: an incident of 2023.
 \${NAME} is taken from the environment: secrets are never written here.
 Paths are relative to this file.`

/** Values that only the reader knows: they stay as the example has them, and say so. */
const TO_EDIT: [(string | number)[], string][] = [
  [['incident', 'name'], 'the incident, as reports name it'],
  [['incident', 'issuer'], 'who issues certificates'],
  [['incident', 'services', 0, 'from'], 'when the service stopped'],
  [['incident', 'services', 0, 'to'], 'when it came back'],
  [['incident', 'services', 1, 'from'], 'for each service; delete those that you do not have'],
  [['scope', 'years'], 'for instance [2021, 2022, 2023]; empty: all years'],
  [['scope', 'kinds'], 'for instance [offer, dce]; empty: every kind that the mapping gives'],
  [
    ['storage', 'recovery'],
    'where copies may be, such as [{ type: s3, name: replica, bucket: b, endpoint: https://… }]',
  ],
  [['guards', 'loss_range', 'offer'], 'for each kind, what you believe possible'],
]

/** Lists of the example that would leave out what the reader has, or look where they have nothing. */
const EMPTIED = [
  ['scope', 'years'],
  ['scope', 'kinds'],
  ['storage', 'recovery'],
]

/** @returns the commented example with what is known put in, and the rest marked EDIT */
export function configText({ urlFrom, bucket, endpoint, region, mapping }: ConfigDraft): string {
  const document = parseDocument(readFileSync(EXAMPLE, 'utf8'))
  document.commentBefore = HEAD
  set(document, ['marketplace', 'url'], `\${${urlFrom}}`)
  set(document, ['marketplace', 'mapping'], mapping)
  set(document, [...STORE, 'bucket'], bucket)
  setOrDelete(document, [...STORE, 'endpoint'], endpoint)
  setOrDelete(document, [...STORE, 'region'], region)
  for (const path of EMPTIED) document.setIn(path, document.createNode([]))
  for (const [path, words] of TO_EDIT) {
    const node = document.getIn(path, true)
    if (isScalar(node) || isCollection(node)) node.comment = ` EDIT: ${words}`
  }
  return document.toString({ lineWidth: 0 })
}

const STORE = ['storage', 'primary', 0]

function set(document: Document, path: (string | number)[], value: string): void {
  const node = document.getIn(path, true)
  if (isScalar(node)) node.value = value
  else document.setIn(path, value)
}

function setOrDelete(document: Document, path: (string | number)[], value: string | undefined): void {
  if (value === undefined) document.deleteIn(path)
  else set(document, path, value)
}
