import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { constat } from '../support/constat.ts'
import { TestEstate } from '../support/estate.ts'
import { readCsv } from '../support/summary.ts'

const promise = (object_key: string) => ({
  object_key,
  file_id: object_key,
  kind: 'acte',
  role: 'content',
  collectivity_id: 'A',
  size_bytes: '3',
  deposited_at: '2022-05-04',
})

test('a directory tree as the primary store, another as the replica', async () => {
  const estate = new TestEstate()
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(estate.folder, path)), { recursive: true })
    writeFileSync(join(estate.folder, path), text)
  }
  write('archive/2022/été/intact.pdf', 'abc')
  write('archive/2022/truncated.pdf', 'a')
  write('archive/orphan', 'abc')
  write('copies/2022/gone.pdf', 'abc')
  estate.mapping({
    collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }],
    'expected-objects': ['2022/été/intact.pdf', '2022/truncated.pdf', '2022/gone.pdf', '../outside.pdf'].map(
      promise,
    ),
  })
  const config = estate.config(
    [{ type: 'filesystem', name: 'archive', root: 'archive' }],
    [{ type: 'filesystem', name: 'copies', root: 'copies' }],
  )
  const reconcile = (run: string) =>
    constat(['reconcile', '--config', config, '--run', run], estate.environment)
  expect(await reconcile('one')).toMatchObject({ code: 1 })
  const findings = await readCsv(join(estate.folder, 'out/one/findings.csv'))
  expect(findings.map((f) => [f['object_key'], f['state'], f['reason'], f['recovery']])).toEqual([
    ['../outside.pdf', 'missing', 'absent', 'none'],
    ['2022/gone.pdf', 'missing', 'absent', 'replica'],
    ['2022/truncated.pdf', 'altered', 'size', 'none'],
  ])
  expect(await readCsv(join(estate.folder, 'out/one/orphans.csv'))).toMatchObject([{ object_key: 'orphan' }])

  rmSync(join(estate.folder, 'archive'), { recursive: true })
  const gone = await reconcile('two')
  expect(gone).toMatchObject({ code: 4, stderr: expect.stringContaining('is mounted and can be read') })
})
