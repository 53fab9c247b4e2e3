import { spawnSync } from 'node:child_process'

/**
 * `npm audit` of what an installed constat brings, development packages left out. Ends with 1 when something is known
 * to be wrong with them, at moderate or above. A registry that does not answer proves nothing, and is no finding: that is
 * said, and ends with 0. Takes further arguments of `npm audit`.
 */

type Severity = 'info' | 'low' | 'moderate' | 'high' | 'critical'
type Found = {
  name: string
  severity: Severity
  range: string
  via: (string | { title: string; url: string })[]
}
/** Of npm 7 and later: what it found, why the registry told it nothing (`message`), or what else went wrong. */
type Told = {
  vulnerabilities?: Record<string, Found>
  message?: string
  error?: { summary?: string }
}

const REFUSED: readonly Severity[] = ['moderate', 'high', 'critical']

function audit(args: readonly string[]): number {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json', ...args], {
    encoding: 'utf8',
  })
  const { vulnerabilities, message, error } = read(stdout)
  if (vulnerabilities === undefined && message === undefined) {
    process.stdout.write(`audit: npm could not do it: ${error?.summary ?? stderr}\n`)
    return 1
  }
  if (vulnerabilities === undefined) {
    process.stdout.write(`audit: NOT DONE, the registry did not answer: ${message}\n`)
    return 0
  }
  const found = Object.values(vulnerabilities)
  const refused = found.filter(({ severity }) => REFUSED.includes(severity))
  for (const one of found) process.stdout.write(`${describe(one)}\n`)
  process.stdout.write(`audit: ${found.length} packages with a known weakness, ${refused.length} refused\n`)
  return refused.length === 0 ? 0 : 1
}

function read(text: string): Told {
  try {
    return JSON.parse(text) as Told
  } catch {
    return {}
  }
}

function describe({ name, severity, range, via }: Found): string {
  const reasons = via.map((it) => (typeof it === 'string' ? `by ${it}` : `${it.title} (${it.url})`))
  return `${severity}: ${name} ${range}: ${reasons.join('; ')}`
}

process.exitCode = audit(process.argv.slice(2))
