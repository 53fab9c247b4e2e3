import { hash } from 'node:crypto'
import type { Case } from '../ask.ts'
import { SCRATCH, versionOf } from '../told-versions.ts'

const KEY = 'versions/é/a b+c'
const encoded = KEY.split('/').map(encodeURIComponent).join('/')
const step = (what: string, method: Case['method'], key: string, rest: Partial<Case> = {}): Case => ({
  what: `versions: ${what}`,
  method,
  bucket: 'scratch',
  key,
  ...rest,
})
const put = (what: string, key: string, content: string, headers: Record<string, string> = {}) =>
  step(what, 'PUT', key, { body: Buffer.from(content), headers })
const versioning = (status: string) =>
  step(`versioning ${status}`, 'PUT', '', {
    query: { versioning: '' },
    body: Buffer.from(
      `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>${status}</Status></VersioningConfiguration>`,
    ),
  })
const list = (what: string, query: Record<string, string> = {}) =>
  step(`list ${what}`, 'GET', '', { query: { versions: '', prefix: 'versions/', ...query } })
const version = (what: string, method: Case['method'], n: number, key = KEY) =>
  step(what, method, key, { query: { versionId: versionOf(key, n) } })
const copy = (what: string, source: string, key = 'versions/copy') =>
  step(`copy ${what}`, 'PUT', key, { headers: { 'x-amz-copy-source': source } })
const attributes = (what: string, asked: string, key = KEY) =>
  step(`attributes ${what}`, 'GET', key, {
    query: { attributes: '' },
    headers: { 'x-amz-object-attributes': asked },
  })

/** In this order: each rests on those before it. */
export const VERSIONS: Record<string, Case[]> = {
  'before versioning': [
    step('none at first', 'GET', '', { query: { versioning: '' } }),
    put('an object', KEY, 'before'),
    list('what has none'),
    step('it is the null version', 'GET', KEY, { query: { versionId: 'null' } }),
    step('of a bucket that is not there', 'GET', '', { bucket: 'absent', query: { versions: '' } }),
    step('versioning of a bucket that is not there', 'GET', '', {
      bucket: 'absent',
      query: { versioning: '' },
    }),
    versioning('Sometimes'),
  ],
  versions: [
    versioning('Enabled'),
    step('are enabled', 'GET', '', { query: { versioning: '' } }),
    put('another', KEY, 'the first'),
    put('and another', KEY, 'the second one'),
    step('the newest is there', 'GET', KEY),
    step('the newest by name', 'HEAD', KEY),
    version('an older one', 'GET', 0),
    version('an older one by name', 'HEAD', 0),
    step('the one from before', 'GET', KEY, { query: { versionId: 'null' } }),
    step('one that is not there', 'GET', KEY, { query: { versionId: 'doesnotexist' } }),
    step('one that is not there by name', 'HEAD', KEY, { query: { versionId: 'doesnotexist' } }),
    step('of an absent key', 'GET', 'versions/absent', { query: { versionId: 'null' } }),
    step('delete', 'DELETE', KEY),
    step('it is gone', 'GET', KEY),
    step('it is gone by name', 'HEAD', KEY),
    version('the delete marker', 'GET', 2),
    version('the delete marker by name', 'HEAD', 2),
    version('an older one is still there', 'GET', 1),
    step('delete what never was', 'DELETE', 'versions/never'),
  ],
  'listings of versions': [
    ...['versions/b', 'versions/b', 'versions/d/x', 'versions/d/x', 'versions/d/y', 'versions/z'].map(
      (key, i) => put(`to list ${i}`, key, `content ${i}`),
    ),
    list('all'),
    list('url', { 'encoding-type': 'url' }),
    list('below a delimiter', { delimiter: '/' }),
    list('below a delimiter and a prefix', { delimiter: '/', prefix: 'versions/d' }),
    list('a prefix without any', { prefix: 'versions/nothing' }),
    ...[0, 1, 2, 3, 4, 5, 6, 7, 100].map((n) => list(`at most ${n}`, { 'max-keys': String(n) })),
    ...[1, 2, 3].map((n) =>
      list(`at most ${n} below a delimiter`, { 'max-keys': String(n), delimiter: '/' }),
    ),
    list('after a version', { 'key-marker': KEY, 'version-id-marker': versionOf(KEY, 1) }),
    list('after the last version of a key', { 'key-marker': KEY, 'version-id-marker': 'null' }),
    list('after a version, at most one', {
      'key-marker': 'versions/b',
      'version-id-marker': versionOf('versions/b', 1),
      'max-keys': '1',
    }),
    list('after a version that is not there', { 'key-marker': 'versions/b', 'version-id-marker': 'none' }),
    list('after a key that is not there', { 'key-marker': 'versions/c' }),
    list('after the last key', { 'key-marker': 'versions/zz' }),
    list('after a whole key', { 'key-marker': 'versions/b' }),
    list('after a version of no key', { 'version-id-marker': 'null' }),
  ],
  'attributes and copies': [
    put('with its SHA-256', 'versions/sha', 'x', {
      'x-amz-checksum-sha256': hash('sha256', 'x', 'base64'),
      'x-amz-sdk-checksum-algorithm': 'SHA256',
    }),
    attributes('all of it', 'ETag,ObjectSize,StorageClass', 'versions/sha'),
    attributes('one', 'ObjectSize', 'versions/sha'),
    attributes('of an absent key', 'ObjectSize', 'versions/absent'),
    attributes('that there are none of', 'Colour', 'versions/sha'),
    copy('an object', `/${SCRATCH}/versions/b`),
    step('what was copied', 'GET', 'versions/copy'),
    copy('an older version', `${SCRATCH}/${encoded}?versionId=${versionOf(KEY, 0)}`),
    step('what was copied of a version', 'GET', 'versions/copy'),
    copy('an older version into its place', `${SCRATCH}/${encoded}?versionId=${versionOf(KEY, 1)}`, KEY),
    step('what is in its place', 'GET', KEY),
    copy('an absent key', `${SCRATCH}/versions/absent`),
    copy('a version that is not there', `${SCRATCH}/versions/b?versionId=doesnotexist`),
    copy('onto itself', `${SCRATCH}/versions/copy`),
    copy('from nowhere', 'nowhere'),
  ],
  'versions that end': [
    version('delete one for good', 'DELETE', 0),
    version('it is gone for good', 'GET', 0),
    step('delete one that is not there', 'DELETE', KEY, { query: { versionId: 'doesnotexist' } }),
    step('a marker to delete', 'DELETE', 'versions/b'),
    version('delete the marker', 'DELETE', 2, 'versions/b'),
    step('what it hid is back', 'GET', 'versions/b'),
    versioning('Suspended'),
    step('are suspended', 'GET', '', { query: { versioning: '' } }),
    put('while suspended', 'versions/b', 'suspended'),
    put('again while suspended', 'versions/b', 'suspended again'),
    list('what is left of it', { prefix: 'versions/b' }),
    step('delete while suspended', 'DELETE', 'versions/b'),
    list('what is left then', { prefix: 'versions/b' }),
  ],
}
