import { expect, test } from 'vitest'
import { parseConfig } from '../../../src/config/load.ts'
import { configText } from '../../../src/draft/config-text.ts'

const given = {
  urlFrom: 'MY_URL',
  bucket: 'marches',
  endpoint: 'https://s3.example.org',
  region: 'fr',
  mapping: 'mapping',
}
const load = (text: string) =>
  parseConfig(text, '/somewhere/constat.yaml', { MY_URL: 'postgresql://reader:secret@h/m' }).config

test('loads, with what was given and none of the limits of the example', () => {
  const { marketplace, storage, scope } = load(configText(given))
  expect(marketplace).toEqual({
    key_rewrites: [],
    url: 'postgresql://reader:secret@h/m',
    mapping: '/somewhere/mapping',
  })
  expect(storage.primary).toEqual([
    expect.objectContaining({
      bucket: 'marches',
      endpoint: 'https://s3.example.org',
      region: 'fr',
      prefixes: [],
    }),
  ])
  expect(storage.recovery).toEqual([])
  expect(scope).toMatchObject({ years: [], kinds: [] })
})

test('without endpoint and region it is for AWS, in its default region', () => {
  const [store] = load(configText({ ...given, endpoint: undefined, region: undefined })).storage.primary
  expect(store).toMatchObject({ region: 'us-east-1' })
  expect(store).not.toHaveProperty('endpoint')
})

test('values are quoted as YAML asks; what is to edit says so; the comments of the example stay', () => {
  const text = configText({ ...given, bucket: 'b: #1', endpoint: 'https://h/*' })
  expect(load(text).storage.primary).toMatchObject([{ bucket: 'b: #1', endpoint: 'https://h/*' }])
  expect(text.match(/# EDIT: /g)?.length).toBeGreaterThanOrEqual(9)
  expect(text).toMatch(/name: .* # EDIT: the incident/)
  expect(text).toContain('# Credentials: the usual AWS chain')
  expect(text).toContain(`url: $\{MY_URL}`)
})
