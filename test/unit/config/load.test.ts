import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { loadConfig } from '../../../src/config/load.ts'
import { configSchema } from '../../../src/config/schema.ts'
import { Failure } from '../../../src/vocabulary/failure.ts'

const folder = mkdtempSync(join(tmpdir(), 'constat-config-'))
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const SECRET = 'hunter2-not-for-eyes'

type Tree = { [key: string]: Tree | unknown }

/** A configuration without a mistake, for tests to spoil. */
function sound() {
  return {
    incident: {
      name: 'Incident',
      time_zone: 'Europe/Paris',
      issuer: 'Nous',
      services: [{ name: 'Tout', kinds: ['offer'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' }],
    },
    marketplace: { url: 'postgresql://reader@localhost:5432/m', mapping: 'mapping' },
    storage: { primary: [{ type: 's3', bucket: 'b' }] as Tree[], recovery: [] as Tree[] },
  } as const
}

function load(content: string | object, environment: NodeJS.ProcessEnv = {}) {
  const file = join(folder, 'constat.yaml')
  writeFileSync(file, typeof content === 'string' ? content : stringify(content))
  return loadConfig(file, environment)
}

/** @returns what the reader is told */
function refusal(content: string | object, environment: NodeJS.ProcessEnv = {}): string {
  try {
    load(content, environment)
  } catch (error) {
    expect(error).toBeInstanceOf(Failure)
    const { exitCode, message, advice } = error as Failure
    expect(exitCode).toBe(2)
    return `${message}\n${advice}`
  }
  throw new Error('it was accepted')
}

test('every mistake is told at once, with its path, line, what was found and what was expected', () => {
  const told = refusal(`incident:
  name: ""
  time_zone: Europe/Pari
  issuer: Nous
  services:
    - { name: Tout, kinds: [], from: 2023-08-03T14:00, to: 2023-07-27 }
scope:
  years: [2021, "2022"]
  year_of: birthday
marketplace:
  mapping: mapping
  ulr: x
storage:
  primary:
    - type: s3
      bucket: b
      timeout_seconds: soon
  list_ranges: 0
guards:
  loss_range:
    offer: { min: 0, max: 6 }
surprise: true
`)
  expect(told.split('\n').filter((line) => line.startsWith('  - '))).toEqual(
    expect.arrayContaining([
      '  - incident.name (line 2): found "", expected a word that is not empty',
      '  - incident.time_zone (line 3): found "Europe/Pari", expected an IANA time zone such as Europe/Paris',
      '  - incident.services[0].kinds (line 6): found an empty list, expected at least one kind',
      '  - incident.services[0].to (line 6): found "2023-07-27", expected a local date and time such as 2023-07-27T10:30',
      '  - scope.years[1] (line 8): found "2022", expected a number',
      expect.stringMatching(
        /^ {2}- scope\.year_of \(line 9\): found "birthday", expected one of: deposited_at, /,
      ),
      '  - marketplace.url (line 10): found nothing, expected a text',
      '  - marketplace.ulr (line 12): found an unknown key, no such key here',
      '  - storage.primary[0].timeout_seconds (line 17): found "soon", expected a number',
      '  - storage.list_ranges (line 18): found 0, expected a number of at least 1',
      '  - guards.loss_range.offer.max (line 21): found 6, expected a fraction from 0 to 1 (0.06 is 6 %)',
      '  - surprise (line 22): found an unknown key, no such key here',
    ]),
  )
  expect(told).toContain('has 13 mistakes')
})

test.each<[string, (config: ReturnType<typeof sound>) => object, string]>([
  [
    'a loss range in per cent',
    (c) => ({ ...c, guards: { loss_range: { dce: { max: 6 } } } }),
    'guards.loss_range.dce.max',
  ],
  [
    'a loss range that is one number',
    (c) => ({ ...c, guards: { loss_range: { dce: 6 } } }),
    'found 6, expected a block of keys',
  ],
  [
    'a loss range upside down',
    (c) => ({ ...c, guards: { loss_range: { dce: { min: 0.3, max: 0.1 } } } }),
    'min no greater than max',
  ],
  [
    'a prefix within another',
    (c) => ({ ...c, storage: { primary: [{ type: 's3', bucket: 'b', prefixes: ['vol/', 'vol/01/'] }] } }),
    'storage.primary[0].prefixes[1]',
  ],
  [
    'a prefix within a later one',
    (c) => ({ ...c, storage: { primary: [{ type: 's3', bucket: 'b', prefixes: ['vol/01/', 'vol/'] }] } }),
    'storage.primary[0].prefixes[0]',
  ],
  [
    'a prefix twice',
    (c) => ({ ...c, storage: { primary: [{ type: 's3', bucket: 'b', prefixes: ['a/', 'a/'] }] } }),
    'a prefix that no other one contains',
  ],
  [
    'a bucket twice',
    (c) => ({
      ...c,
      storage: {
        primary: [
          { type: 's3', bucket: 'b' },
          { type: 's3', bucket: 'b', prefixes: ['a/'] },
        ],
      },
    }),
    'storage.primary[1]',
  ],
  [
    'two recovery stores of one name',
    (c) => ({
      ...c,
      storage: {
        ...c.storage,
        recovery: [
          { type: 's3', bucket: 'r' },
          { type: 's3', bucket: 'r' },
        ],
      },
    }),
    'storage.recovery[1]',
  ],
  ['no store', (c) => ({ ...c, storage: { primary: [] } }), 'at least one store'],
  [
    'a store of no known type',
    (c) => ({ ...c, storage: { primary: [{ type: 'ftp', bucket: 'b' }] } }),
    'one of: s3, filesystem',
  ],
  [
    'a window that ends before it begins',
    (c) => ({
      ...c,
      incident: { ...c.incident, services: [{ ...c.incident.services[0], to: '2023-07-01T00:00' }] },
    }),
    'a time after `from`',
  ],
])('%s is refused', (_, spoil, told) => {
  expect(refusal(spoil(sound()))).toContain(told)
})

test.each([
  ['an empty file', '', '(the file)'],
  ['no YAML', 'a: [1', 'one mistake'],
  ['a key twice', 'incident: {}\nincident: {}', 'line 2'],
])('%s is refused with exit code 2', (_, content, told) => {
  expect(refusal(content)).toContain(told)
})

test('a file that is not there is refused with exit code 2', () => {
  expect(() => loadConfig(join(folder, 'nowhere.yaml'), {})).toThrow(Failure)
})

describe('the environment', () => {
  const needy = { ...sound(), marketplace: { url: `$\{DB}`, mapping: `$\{MAPPING}` } }

  test('each variable that is missing or empty is named once, with its line', () => {
    const told = refusal(needy, { MAPPING: '' })
      .split('\n')
      .filter((line) => line.startsWith('  - '))
    expect(told).toEqual([
      expect.stringMatching(
        /^ {2}- \$\{DB\} \(line \d+\): the environment has no such variable, or it is empty$/,
      ),
      expect.stringMatching(
        /^ {2}- \$\{MAPPING\} \(line \d+\): the environment has no such variable, or it is empty$/,
      ),
    ])
  })

  test('gives its values, which do not change the digest', () => {
    const one = load(needy, { DB: `postgresql://u:${SECRET}@h/d`, MAPPING: 'm' })
    const other = load(needy, { DB: 'postgresql://v@h/d', MAPPING: 'm' })
    expect(one.config.marketplace).toEqual({
      url: `postgresql://u:${SECRET}@h/d`,
      mapping: join(folder, 'm'),
      key_rewrites: [],
    })
    expect(one.digest).toBe(other.digest)
  })
})

describe('a secret is never shown', () => {
  test.each<[string, (config: ReturnType<typeof sound>) => object]>([
    [
      'a URL of another protocol',
      (c) => ({ ...c, marketplace: { ...c.marketplace, url: `mysql://u:${SECRET}@h` } }),
    ],
    [
      'an endpoint that is no URL',
      (c) => ({ ...c, storage: { primary: [{ type: 's3', bucket: 'b', endpoint: `u:${SECRET}` }] } }),
    ],
    ['a key of an unknown name', (c) => ({ ...c, marketplace: { ...c.marketplace, password: SECRET } })],
    ['a list of secrets', (c) => ({ ...c, marketplace: { ...c.marketplace, url: [SECRET] } })],
  ])('%s', (_, spoil) => {
    expect(refusal(spoil(sound()))).not.toContain(SECRET)
  })

  test('one that came from the environment', () => {
    const config = { ...sound(), marketplace: { url: `$\{DB}`, mapping: 'm' } }
    const told = refusal(config, { DB: `mysql://u:${SECRET}@h` })
    expect(told).not.toContain(SECRET)
    expect(told).toContain(`found "$\{DB}"`)
  })

  test('a whole block given as a URL', () => {
    expect(refusal({ ...sound(), marketplace: `postgresql://u:${SECRET}@h/d` })).not.toContain(SECRET)
  })

  test('one that YAML takes for an alias', () => {
    const secretAsAlias = stringify(sound()).replace(
      'bucket: b',
      `bucket: b\n      access_key_id: k\n      secret_access_key: *${SECRET}`,
    )
    expect(refusal(secretAsAlias)).not.toContain(SECRET)
  })
})

test('the example loads when its variables are set; paths are made absolute', () => {
  const { config } = loadConfig(join(ROOT, 'constat.example.yaml'), {
    CONSTAT_DATABASE_URL: 'postgresql://r@localhost/m',
  })
  expect(config.marketplace.mapping).toBe(join(ROOT, 'mappings/demo'))
  expect(config.output.folder).toBe(join(ROOT, 'out'))
  expect(config.guards.loss_range).toEqual({ offer: { min: 0, max: 0.2 }, dce: { min: 0, max: 0.3 } })
})

test('what is left out has its default', () => {
  const { config } = load(sound())
  expect(config).toMatchObject({
    scope: { years: [], kinds: [], year_of: 'deposited_at' },
    storage: { list_ranges: 32, list_concurrency: 8, probe_concurrency: 64 },
    guards: { size_mismatch: { max_share: 0.2 }, loss_range: {} },
    output: { locale: 'fr', csv: 'office' },
  })
})

describe('the inventory of a store', () => {
  const taken_at = '2023-08-06T12:00:00+02:00'
  const withInventory = (inventory: object, store: object = { type: 's3', bucket: 'b' }) => ({
    ...sound(),
    storage: { primary: [{ ...store, inventory }], recovery: [] },
  })
  const tree = { type: 'filesystem', name: 'archive', root: 'archive' }

  test('paths start from the folder of the configuration, addresses on S3 stay as they are', () => {
    const of = (inventory: object, store?: object) =>
      load(withInventory(inventory, store)).config.storage.primary[0]?.inventory
    expect(of({ type: 's3-inventory', manifest: 'inv/manifest.json' })).toEqual({
      type: 's3-inventory',
      manifest: join(folder, 'inv/manifest.json'),
      max_age_hours: 48,
    })
    expect(of({ type: 's3-inventory', manifest: 's3://inv/a//b/' })).toMatchObject({
      manifest: 's3://inv/a//b/',
    })
    expect(of({ type: 'file', path: 'list.csv.gz', taken_at }, tree)).toEqual({
      type: 'file',
      path: join(folder, 'list.csv.gz'),
      columns: {},
      key_prefix: '',
      taken_at,
      max_age_hours: 48,
    })
  })

  test.each<[object, object | undefined, string]>([
    [{ type: 'file', path: 'list.json', taken_at }, undefined, 'inventory.format'],
    [
      { type: 'file', path: 'list.json', format: 'text', taken_at },
      undefined,
      'one of: aws, rclone, csv, parquet',
    ],
    [{ type: 'file', path: 'list.csv' }, undefined, 'inventory.taken_at'],
    [{ type: 'file', path: 'list.csv', taken_at: '2023-08-06T12:00' }, undefined, 'a time with its zone'],
    [
      { type: 'file', path: 'l', format: 'aws', columns: { key: 'k' }, taken_at },
      undefined,
      'no names of columns unless',
    ],
    [{ type: 'file', path: 'list.csv', columns: { keys: 'k' }, taken_at }, undefined, 'unknown key'],
    [{ type: 's3-inventory' }, undefined, 'inventory.manifest'],
    [{ type: 's3-inventory', manifest: 'm' }, tree, 'one of: file'],
    [{ type: 'live' }, undefined, 'one of: s3-inventory, file'],
  ])('%j of %j is refused', (inventory, store, expected) => {
    expect(refusal(withInventory(inventory, store))).toContain(expected)
  })
})

test('the engine takes 600 MiB unless told otherwise', () => {
  expect(load(sound()).config.engine).toEqual({ memory_mib: 600 })
  const engine = { memory_mib: 300, threads: 2 }
  expect(load({ ...sound(), engine }).config.engine).toEqual(engine)
})

test.each([
  { engine: { memory_mib: 100 }, told: 'engine.memory_mib' },
  { engine: { memory_mib: '1GB' }, told: 'engine.memory_mib' },
  { engine: { memory_mib: 600.5 }, told: 'engine.memory_mib' },
  { engine: { threads: 0 }, told: 'engine.threads' },
  { engine: { memory: 600 }, told: 'memory' },
])('an engine of $engine is refused', ({ engine, told }) => {
  expect(refusal({ ...sound(), engine })).toContain(told)
})

test('constat.schema.json is the schema, as Biome formats it', async () => {
  const schema = JSON.stringify(z.toJSONSchema(configSchema, { io: 'input' }), null, 2)
  const biome = join(ROOT, 'node_modules/.bin/biome')
  const formatted = execFileSync(biome, ['format', '--stdin-file-path=constat.schema.json'], {
    cwd: ROOT,
    input: `${schema}\n`,
    encoding: 'utf8',
  })
  await expect(formatted).toMatchFileSnapshot('../../../constat.schema.json')
})
