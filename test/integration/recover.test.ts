import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { Bucket } from '../../fixtures/s3/bucket.ts'
import { startS3StandIn } from '../../fixtures/s3/server.ts'
import type { Outcome } from '../support/constat.ts'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'
import { RecoverableEstate, type Stored } from '../support/recoverable-estate.ts'

describe('one estate of many losses', () => {
  let estate: RecoverableEstate
  let outcome: Outcome
  let findings: Record<string, Record<string, string>>
  let plan: Record<string, string>[]
  const ids: Record<string, string> = {}
  let bucket: string
  const content = (name: string) => `what ${name} holds: ${name.repeat(3)}`

  beforeAll(async () => {
    estate = new RecoverableEstate()
    bucket = await estate.bucket({})
    await estate.keepVersions(bucket)
    await estate.store(
      bucket,
      { key: 'elsewhere/by-etag', content: content('moved by etag') },
      { key: 'elsewhere/one', content: content('moved twice') },
      { key: 'elsewhere/two', content: content('moved twice') },
      { key: 'elsewhere/by-sha256', content: content('moved by sha256'), checksum: 'SHA256' },
      { key: 'elsewhere/by-reading', content: content('moved by reading') },
      { key: 'elsewhere/another', content: content('of another').toUpperCase() },
    )
    const versions = async (key: string, ...contents: string[]) => {
      for (const [n, text] of contents.entries()) ids[`${key} ${n}`] = await estate.version(bucket, key, text)
    }
    await versions('deleted', content('deleted'))
    await estate.remove(bucket, 'deleted')
    await versions('deleted twice', content('deleted twice'), 'another text', content('deleted twice'), '')
    await estate.remove(bucket, 'deleted twice')
    await versions('overwritten', content('overwritten'), 'short')
    await versions('no good version', '', content('no good version').slice(1), content('NO GOOD VERSION'), '')
    await estate.remove(bucket, 'no good version')

    const first = await estate.bucket({})
    const second = await estate.bucket({})
    await estate.store(
      first,
      { key: 'p/replica truncated', content: content('replica truncated').slice(1) },
      { key: 'p/replica empty', content: '' },
      { key: 'p/replica wrong', content: content('replica wrong').toUpperCase() },
      { key: 'p/in the second', content: '' },
      { key: 'p/e\u0301te\u0301', content: content('été') },
    )
    await estate.store(
      second,
      { key: 'replica', content: content('replica') },
      { key: 'in the second', content: content('in the second') },
      { key: 'no checksum', content: content('no checksum').toUpperCase() },
    )
    const keys = [
      ...['moved by etag', 'moved twice', 'of another', 'deleted', 'deleted twice', 'overwritten'],
      ...[
        'no good version',
        'replica',
        'replica truncated',
        'replica empty',
        'replica wrong',
        'in the second',
      ],
    ]
    estate.promises(
      ...keys.map((key) => ({ key, content: content(key) })),
      { key: 'été', content: content('été') },
      { key: 'moved by sha256', content: content('moved by sha256'), algorithm: 'sha256' },
      { key: 'moved by reading', content: content('moved by reading'), algorithm: 'sha1' },
      { key: 'no checksum', content: content('no checksum'), algorithm: null },
      { key: 'nowhere', content: content('nowhere') },
      { key: 'nowhere, no checksum', content: content('by etag'), algorithm: null },
    )
    const config = estate.config(
      [{ bucket }],
      [
        { name: 'first', bucket: first, key_prefix: 'p/' },
        { name: 'second', bucket: second },
      ],
    )
    outcome = await estate.reconcile(config)
    findings = await estate.findings()
    plan = await estate.plan()
  })

  const recovered = (key: string) => {
    const { recovery, recovered_from, recovered_key, recovered_version_id } = findings[key] ?? {}
    return [recovery, recovered_from, recovered_key, recovered_version_id]
  }

  test('ends with 1: losses found, and every source answered', () => {
    expect(outcome).toMatchObject({ code: 1 })
  })

  test.each([
    ['moved by etag', 'elsewhere/by-etag'],
    ['moved by sha256', 'elsewhere/by-sha256'],
    ['moved by reading', 'elsewhere/by-reading'],
    ['moved twice', 'elsewhere/one'],
  ])('%s is relocated to %s', (key, to) => {
    expect(recovered(key)).toEqual(['relocated', bucket, to, ''])
    expect(findings[key]?.['evidence']).toContain(`relocated to ${bucket}/${to}: `)
  })

  test('of two orphans that fit both are named', () => {
    expect(findings['moved twice']?.['evidence']).toContain(`relocated to ${bucket}/elsewhere/two: `)
    const candidates = plan.filter((row) => row['object_key'] === 'moved twice')
    expect(candidates.map((row) => [row['rank'], row['recovered_key'], row['compared']])).toEqual([
      ['1', 'elsewhere/one', 'checksum-equal'],
      ['2', 'elsewhere/two', 'checksum-equal'],
    ])
  })

  test('an orphan of the same size alone is no object that was moved', () => {
    expect(recovered('of another')).toEqual(['none', '', '', ''])
    expect(recovered('nowhere, no checksum')).toEqual(['none', '', '', ''])
  })

  test.each(['replica', 'in the second', 'no checksum'])('%s is in the second recovery store', (key) => {
    expect(recovered(key)).toEqual(['replica', 'second', key, ''])
  })

  test('a copy whose key is spelled in another way is found', () => {
    expect(recovered('été')).toEqual(['replica', 'first', 'p/e\u0301te\u0301', ''])
  })

  test.each([
    ['replica truncated', 'no whole copy'],
    ['replica empty', '0 bytes, no whole copy'],
    ['replica wrong', 'another checksum'],
  ])('%s: no recovery, since the copy is %s', (key, why) => {
    expect(recovered(key)).toEqual(['none', '', '', ''])
    expect(findings[key]?.['evidence']).toContain(why)
  })

  test('behind a delete marker the newest version that fits is named', () => {
    expect(recovered('deleted')).toEqual(['version', bucket, 'deleted', ids['deleted 0']])
    expect(recovered('deleted twice')).toEqual(['version', bucket, 'deleted twice', ids['deleted twice 2']])
    expect(plan.filter((row) => row['object_key'] === 'deleted twice')).toHaveLength(2)
  })

  test('behind a bad overwrite too; the overwrite itself is none', () => {
    expect(findings['overwritten']).toMatchObject({ state: 'altered', reason: 'size' })
    expect(recovered('overwritten')).toEqual(['version', bucket, 'overwritten', ids['overwritten 0']])
  })

  test('versions that are empty, truncated or of another checksum are none', () => {
    expect(recovered('no good version')).toEqual(['none', '', '', ''])
  })

  test('the plan has nothing of what cannot be got back', () => {
    const lost = Object.values(findings).filter((row) => row['recovery'] === 'none')
    expect(lost.map((row) => row['object_key']).sort()).toEqual([
      'no good version',
      'nowhere',
      'nowhere, no checksum',
      'of another',
      'replica empty',
      'replica truncated',
      'replica wrong',
    ])
    expect(plan.filter((row) => lost.some((gone) => gone['object_key'] === row['object_key']))).toEqual([])
  })
})

describe('a source that does not answer leaves unknown, and --resume settles it', () => {
  let proxy: FaultProxy | undefined
  afterEach(async () => {
    await proxy?.close()
    proxy = undefined
  })

  const OBJECT: Stored = { key: 'gone', content: 'twelve bytes' }

  /** One missing object; where its only copy is differs. Everything passes through a proxy. */
  async function estateBehindProxy(algorithm: 'md5' | 'sha1' | null) {
    proxy = await startFaultProxy(inject('s3').endpoint)
    const estate = new RecoverableEstate()
    const [bucket, replica] = [await estate.bucket({ 'some orphan': 1 }), await estate.bucket({})]
    await estate.keepVersions(bucket)
    estate.promises({ ...OBJECT, algorithm })
    const s3 = { endpoint: proxy.endpoint, timeout_seconds: 2 }
    const config = estate.config([{ ...s3, bucket }], [{ ...s3, name: 'replica', bucket: replica }])
    return { estate, bucket, replica, proxy, config }
  }

  const FAULTS = [{ status: 403 }, { status: 500 }, { passThenResetAfter: 3 }]

  test.each(FAULTS)('an orphan that must be read: %j', async (fault) => {
    const { estate, bucket, proxy, config } = await estateBehindProxy('sha1')
    await estate.store(bucket, { ...OBJECT, key: 'moved' })
    proxy.rule = ({ method, url }) => (method === 'GET' && url.includes('/moved?') ? fault : 'pass')
    expect(await estate.reconcile(config)).toMatchObject({ code: 3 })
    expect((await estate.findings())['gone']).toMatchObject({
      state: 'missing',
      recovery: 'unknown',
      evidence: expect.stringContaining(`orphans of its size could not be compared, such as ${bucket}/moved`),
    })
    proxy.rule = () => 'pass'
    expect(await estate.reconcile(config, '--resume')).toMatchObject({ code: 0 })
    expect((await estate.findings())['gone']).toMatchObject({
      recovery: 'relocated',
      recovered_key: 'moved',
    })
  })

  test.each(FAULTS)('a copy in a replica that must be read: %j', async (fault) => {
    const { estate, replica, proxy, config } = await estateBehindProxy('sha1')
    await estate.store(replica, OBJECT)
    proxy.rule = ({ method, url }) =>
      method === 'GET' && url.startsWith(`/${replica}/gone`) ? fault : 'pass'
    expect(await estate.reconcile(config)).toMatchObject({ code: 3 })
    expect((await estate.findings())['gone']).toMatchObject({ recovery: 'unknown' })
    proxy.rule = () => 'pass'
    expect(await estate.reconcile(config, '--resume')).toMatchObject({ code: 0 })
    expect((await estate.findings())['gone']).toMatchObject({ recovery: 'replica' })
  })

  test.each([{ status: 403 }, { status: 500 }])('a listing of versions: %j', async (fault) => {
    const { estate, bucket, proxy, config } = await estateBehindProxy(null)
    const id = await estate.version(bucket, 'gone', OBJECT.content)
    await estate.remove(bucket, 'gone')
    proxy.rule = ({ url }) => (/[?&]versions/.test(url) ? fault : 'pass')
    expect(await estate.reconcile(config)).toMatchObject({ code: 3 })
    expect((await estate.findings())['gone']).toMatchObject({ state: 'missing', recovery: 'unknown' })
    proxy.rule = () => 'pass'
    expect(await estate.reconcile(config, '--resume')).toMatchObject({ code: 0 })
    expect((await estate.findings())['gone']).toMatchObject({
      recovery: 'version',
      recovered_version_id: id,
    })
  })

  test('a store that keeps no versions has none: nothing is unknown for that', async () => {
    const { estate, proxy, config } = await estateBehindProxy('md5')
    const body = '<Error><Code>NotImplemented</Code></Error>'
    proxy.rule = ({ url }) => (/[?&]versions/.test(url) ? { status: 501, body } : 'pass')
    expect(await estate.reconcile(config)).toMatchObject({ code: 1 })
    expect((await estate.findings())['gone']).toMatchObject({
      recovery: 'none',
      evidence: expect.stringContaining('the store keeps no versions'),
    })
  })

  test('a copy that is archived counts by its size, and no command is made for it', async () => {
    const { estate, bucket } = await estateBehindProxy('sha1')
    const archive = await startS3StandIn({
      credentials: [{ accessKeyId: 'archive', secretAccessKey: 'secret' }],
      buckets: {
        vault: new Bucket([
          { key: 'gone', size: OBJECT.content.length, lastModified: new Date(0), storageClass: 'GLACIER' },
        ]),
      },
    })
    const keys = { access_key_id: 'archive', secret_access_key: 'secret' }
    const config = estate.config([{ bucket }], [{ bucket: 'vault', endpoint: archive.endpoint, ...keys }])
    expect(await estate.reconcile(config)).toMatchObject({ code: 0 })
    expect((await estate.findings())['gone']).toMatchObject({
      recovery: 'replica',
      evidence: expect.stringContaining('vault: 12 bytes, checksum not compared, archived (GLACIER)'),
    })
    expect(await estate.plan()).toMatchObject([{ compared: 'size-equal-archived', archived: 'true' }])
    const script = readFileSync(`${estate.run}/recover.sh`, 'utf8')
    expect(script).toContain('# not done here, archived')
    expect(script).not.toMatch(/^aws|archive-secret/m)
    expect(archive.requests.filter(({ operation }) => operation === 'GetObject')).toEqual([])
    await archive.close()
  })

  test('contents are not read when nobody wants it: an orphan of the same size is told, and leaves no unknown', async () => {
    const { estate, bucket, replica, proxy, config } = await estateBehindProxy('sha1')
    await estate.store(bucket, { ...OBJECT, key: 'moved' })
    expect(await estate.reconcile(config, '--verify', 'stored')).toMatchObject({ code: 1 })
    expect((await estate.findings())['gone']).toMatchObject({
      recovery: 'none',
      evidence: expect.stringContaining(`such as ${bucket}/moved (not read)`),
    })
    expect(proxy.requests.filter(({ method, url }) => method === 'GET' && url.includes('/moved'))).toEqual([])
    await estate.store(replica, OBJECT)
    const again = await estate.reconcile(config, '--verify', 'stored', '--run', 's')
    expect(again).toMatchObject({ code: 0 })
  })
})
