import { expect, test } from 'vitest'
import { cloneOnly } from '../../../jobs/clone-only.ts'

test('gives the module that is there', async () => {
  expect(await cloneOnly('demo', async () => ({ demoJob: 1 }))).toEqual({ demoJob: 1 })
})

test('a module that is not there is wrong usage, and says where the job runs', async () => {
  const missing: string = './not-shipped.ts'
  await expect(cloneOnly('bench', () => import(/* @vite-ignore */ missing))).rejects.toMatchObject({
    name: 'Failure',
    exitCode: 2,
    message: expect.stringContaining('bench runs in a clone'),
    advice: expect.stringContaining('npm run bench'),
  })
})

test('any other error stays what it is', async () => {
  const broken = new SyntaxError('broken')
  await expect(cloneOnly('demo', () => Promise.reject(broken))).rejects.toBe(broken)
})
