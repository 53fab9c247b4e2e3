import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { CONTRACT } from '../../src/marketplace/contract.ts'
import { constat } from '../support/constat.ts'
import { makeDatabase, type TestDatabase } from '../support/database.ts'
import { TestEstate } from '../support/estate.ts'

/** A small base as a French editor would have made it, with values that nobody may be shown. */
const LEGACY = `
  create table "Organisme" (acronyme text primary key, "denominationOrg" text, siret varchar(14), courriel text);
  create table consultation (organisme text references "Organisme", id integer, reference text, intitule text,
    "dateFin" timestamptz, primary key (organisme, id));
  create table fichier (id serial primary key, organisme text, id_consultation integer, nom_fichier text, chemin text,
    taille varchar(20), empreinte char(32), date_depot varchar(19), contenu bytea);
  create view pieces as select nom_fichier, chemin from fichier;
  create view broken as select 1 / (id - id) as taille from fichier;
  insert into "Organisme" values ('a1', 'Canary-Plouézec', '21220256700012', 'canary@plouezec.example');
  insert into consultation values ('a1', 7, 'R7', 'Canary voirie', '2022-06-01');
  insert into fichier (organisme, id_consultation, nom_fichier, chemin, taille, empreinte, date_depot)
    select 'a1', 7, 'Canary ' || n || '.pdf', '/2022/a1/7/Canary ' || n || '.pdf', '1', md5(n::text), '2022-05-04 10:00:00'
    from generate_series(1, 20) n;`

const KEYS = Array.from({ length: 20 }, (_, i) => `2022/a1/7/Canary ${i + 1}.pdf`)
const FILES = ['constat.yaml', ...CONTRACT.map(({ name }) => `mapping/${name}.sql`)]

let database: TestDatabase
beforeAll(async () => {
  database = await makeDatabase(LEGACY)
})

type Asked = { keys?: string[]; args?: string[]; environment?: NodeJS.ProcessEnv; folder?: string }

async function init({ keys = KEYS, args = [], environment = {}, folder }: Asked = {}) {
  const estate = new TestEstate()
  const bucket = await estate.bucket(Object.fromEntries(keys.map((key) => [key, 1])))
  const into = folder ?? mkdtempSync(join(tmpdir(), 'constat-init-'))
  const { endpoint, region } = inject('s3')
  const given = { ...estate.environment, CONSTAT_DATABASE_URL: database.readerUrl, ...environment }
  const outcome = await constat(
    ['init', '--bucket', bucket, '--endpoint', endpoint, '--region', region, '--folder', into, ...args],
    given,
  )
  expect(outcome.stderr).not.toContain('internal error')
  const read = (file: string) => readFileSync(join(into, file), 'utf8')
  const run = (...job: string[]) => constat([...job, '--config', join(into, 'constat.yaml')], given)
  return { ...outcome, folder: into, bucket, read, run, all: outcome.stdout + outcome.stderr }
}

test('writes a configuration and five drafts, and lists what looks useful', async () => {
  const { code, stdout, folder, read } = await init()
  expect(code).toBe(0)
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([...FILES, 'mapping'].sort())
  for (const line of [
    /^ {2}public\.fichier, about \d+ rows$/m,
    /object keys\? +chemin \(text, looks like a path\)/,
    /sizes\? +taille \(character varying\(20\), mostly digits\)/,
    /checksums\? +empreinte \(character\(32\), looks like a checksum\)/,
    /dates\? +date_depot \(character varying\(19\), looks like a date\)/,
    /ids +id \(integer, primary key\)/,
    /^ {2}public\."Organisme", about \d+ rows$/m,
    /organisme \(text, refers to public\.Organisme\)/,
    /dates\? +"dateFin" \(timestamp with time zone\)/,
    /^ {2}public\.pieces, about \d+ rows$/m,
    /constat doctor --config .*constat\.yaml/,
  ])
    expect(stdout).toMatch(line)
  expect(read('mapping/expected-objects.sql')).toMatch(
    /perhaps public\.fichier\.taille \(character varying\(20\), mostly digits\)/,
  )
  expect(read('mapping/collectivities.sql')).toMatch(
    /perhaps public\."Organisme"\."denominationOrg" \(text\)/,
  )
})

test('says which column holds the keys, and how they must be written', async () => {
  const { stdout, read } = await init()
  const fit = '20 of 20 sampled values are keys of the bucket when written without their leading slash'
  expect(stdout).toContain(`public.fichier.chemin: ${fit}`)
  expect(stdout).toMatch(/public\.fichier\.empreinte: 0 of 20 sampled values are keys of the bucket$/m)
  expect(stdout).toContain('  9999/a9/9/Aaaaaa 9.aaa\n')
  expect(read('mapping/expected-objects.sql')).toContain(
    `perhaps public.fichier.chemin (text, looks like a path; ${fit})`,
  )

  const prefixed = await init({ keys: KEYS.slice(0, 13).map((key) => `vol-01/${key}`) })
  expect(prefixed.stdout).toContain(
    '13 of 20 sampled values are keys of the bucket when written with vol-01/ before them',
  )
})

test('shows no value of the base, no key and no password, on the terminal and in what it writes', async () => {
  const { all, read } = await init()
  const written = FILES.map(read).join('\n')
  for (const text of [all, written]) {
    expect(text).not.toMatch(/canary/i)
    expect(text).not.toContain(new URL(database.readerUrl).password)
  }
  expect(written).toContain(`url: $\{CONSTAT_DATABASE_URL}`)
  const given = await init({
    args: ['--database-url', database.readerUrl, '--url-from', 'OTHER'],
    environment: { CONSTAT_DATABASE_URL: '' },
  })
  expect(given.code).toBe(0)
  expect(given.read('constat.yaml')).toContain(`url: $\{OTHER}`)
  expect(given.all + FILES.map(given.read).join('\n')).not.toContain(new URL(database.readerUrl).password)
})

test('an untouched draft is never a green run: doctor and reconcile say so and end with 2', async () => {
  const { run, folder } = await init()
  const doctor = await run('doctor')
  expect(doctor.code).toBe(2)
  for (const { name } of CONTRACT)
    expect(doctor.stdout).toContain(
      `FAILED   mapping: the mapping ${name}.sql is still the draft that init wrote: it gives no rows`,
    )
  expect(doctor.stdout).toContain('→ write its SELECT')
  expect(await run('reconcile')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the mapping expected-objects.sql is still the draft that init wrote'),
  })

  // Without their mark the drafts can be prepared, and what gives no rows is refused as well.
  for (const { name } of CONTRACT) {
    const file = join(folder, 'mapping', `${name}.sql`)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/where false --.*/, 'where false'))
  }
  expect(await run('doctor')).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(
      /ok {7}mapping: [\s\S]*FAILED {3}promises: .*expected-objects\.sql gives no rows: nothing/,
    ),
  })
})

test('a first hour: init, the SELECT of the expected objects, doctor until it is green, reconcile', async () => {
  const { run, folder, read } = await init({ keys: KEYS.slice(1) })
  for (const { name } of CONTRACT.filter(({ name }) => name !== 'expected-objects'))
    writeFileSync(
      join(folder, 'mapping', `${name}.sql`),
      read(`mapping/${name}.sql`).replace(/ -- the draft of constat init.*/, ''),
    )
  const values: Record<string, string> = {
    object_key: `ltrim(chemin, '/')`,
    kind: `'dce'`,
    role: `'content'`,
    file_id: 'id::text',
    file_name: 'nom_fichier',
    collectivity_id: 'organisme',
    consultation_id: 'id_consultation::text',
    size_bytes: 'taille',
    checksum: `'md5:' || md5('x')`,
    deposited_at: 'date_depot',
  }
  const written = read('mapping/expected-objects.sql')
    .replace(/null::\w+ as (\w+)/g, (line, name) =>
      values[name] === undefined ? line : `${values[name]} as ${name}`,
    )
    .replace(/where false --.*/, 'from fichier')
  writeFileSync(join(folder, 'mapping/expected-objects.sql'), written)
  const doctor = await run('doctor')
  expect(doctor.stdout).not.toMatch(/WARNING|FAILED/)
  expect(doctor.code).toBe(0)
  const reconciled = await run('reconcile', '--run', 'first')
  expect(reconciled.code).toBe(1)
  expect(readFileSync(join(folder, 'out/first/findings.csv'), 'utf8')).toContain('Canary 1.pdf')
})

test('overwrites nothing, and asks nobody before it refuses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'constat-init-'))
  mkdirSync(join(folder, 'mapping'))
  writeFileSync(join(folder, 'mapping/buyers.sql'), 'mine')
  const { code, stderr, read } = await init({
    folder,
    environment: { CONSTAT_DATABASE_URL: 'postgresql://u@127.0.0.1:1/m' },
  })
  expect(code).toBe(2)
  expect(stderr).toMatch(/init overwrites nothing, and there is already .*mapping\/buyers\.sql\n.*--folder/)
  expect(read('mapping/buyers.sql')).toBe('mine')
  expect(readdirSync(folder)).toEqual(['mapping'])
})

test('a view that never ends is left after two seconds, and only its names and types are told', async () => {
  const slow = await makeDatabase(`create view lente as select 'a/b' || pg_sleep(60)::text as chemin`)
  const began = performance.now()
  const { code, stdout } = await init({ environment: { CONSTAT_DATABASE_URL: slow.readerUrl } })
  expect(performance.now() - began).toBeLessThan(20_000)
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /public\.lente, about 1 rows\n {4}object keys\? +chemin \(text, no value in the sample\)/,
  )
})

test('a bucket that does not answer is told; the files are written all the same', async () => {
  const { code, stdout, folder } = await init({ args: ['--bucket', 'no-such-bucket'] })
  expect(code).toBe(0)
  expect(stdout).toContain(
    'The bucket no-such-bucket did not answer (NoSuchBucket (404)): no column was held against its keys',
  )
  expect(readdirSync(folder)).toEqual(['constat.yaml', 'mapping'])
})

test.each<[string, Asked, number, RegExp]>([
  [
    'a database that does not answer',
    { environment: { CONSTAT_DATABASE_URL: 'postgresql://u:canary-password@127.0.0.1:1/m' } },
    4,
    /did not answer: .*ECONNREFUSED/,
  ],
  ['no URL', { environment: { CONSTAT_DATABASE_URL: '' } }, 2, /the environment has no CONSTAT_DATABASE_URL/],
  [
    'a URL of another database',
    { environment: { CONSTAT_DATABASE_URL: 'mysql://u:canary-password@h/m' } },
    2,
    /what was given makes no configuration:\n.*expected a PostgreSQL URL/,
  ],
  [
    'an endpoint that is none',
    { args: ['--endpoint', 'ftp://canary-password@h'] },
    2,
    /an http or https URL/,
  ],
  [
    'a URL for the name of a variable',
    { args: ['--url-from', 'postgresql://u:canary-password@h/m'] },
    2,
    /no name of a variable/,
  ],
])('%s: nothing is written', async (_, asked, expected, says) => {
  const { code, all, folder } = await init(asked)
  expect(all).toMatch(says)
  expect(code).toBe(expected)
  expect(all).not.toContain('canary-password')
  expect(readdirSync(folder)).toEqual([])
})

test('without a bucket it is wrong usage', async () => {
  expect(await constat(['init'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--bucket') })
})
