import { EXIT } from '../src/vocabulary/exit-code.ts'

/** The oldest major version that runs constat; package.json says the same to npm, which only warns. */
export const OLDEST_NODE = 24

/** @returns why this version of Node cannot run constat, or undefined when it can */
export function refusalOfNode(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return undefined
  return `constat: needs Node ${OLDEST_NODE} or later, and this is ${version} (${process.execPath})
         install a current Node, or put its folder first on the PATH of whatever starts constat
`
}

// An old Node would break off somewhere, with 1, which a scheduler reads as "finished, losses found".
const refusal = refusalOfNode(process.versions.node)
if (refusal !== undefined) {
  process.stderr.write(refusal)
  process.exit(EXIT.usage)
}
