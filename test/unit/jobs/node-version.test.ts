import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OLDEST_NODE, refusalOfNode } from '../../../jobs/node-version.ts'

test.each(['24.0.0', '24.21.0', '100.1.2'])('Node %s runs constat', (version) => {
  expect(refusalOfNode(version)).toBeUndefined()
})

test.each(['20.20.2', '23.11.1', '9.0.0'])('Node %s is refused, with what to do', (version) => {
  expect(refusalOfNode(version)).toMatch(`needs Node 24 or later, and this is ${version}`)
  expect(refusalOfNode(version)).toMatch('install a current Node')
})

test('npm is told the same', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  expect(engines.node).toBe(`>=${OLDEST_NODE}`)
})
