import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { stringify } from 'yaml'
import { countCases, renderCases } from '../fixtures/damage/cases.ts'
import { type Comparison, compareWithPlan } from '../fixtures/damage/compare.ts'
import { writeDamagePlan } from '../fixtures/damage/plan-file.ts'
import { demoConfiguration } from '../fixtures/demo/configuration.ts'
import { racingJournal } from '../fixtures/demo/racing-journal.ts'
import { type DemoServers, startDemoServers } from '../fixtures/demo/servers.ts'
import { loadConfig } from '../src/config/load.ts'
import { reconcile } from '../src/run/reconcile.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { INTERRUPTED, interruptible } from './interruption.ts'
import { journalFor } from './journal.ts'
import { print } from './printable.ts'

export type DemoOptions = { keep: boolean; scale: number; quiet: boolean; json: boolean }

const FOLDER = resolve('out/demo')
const OUTPUT = { folder: resolve('out'), locale: 'fr', csv: 'office' }

/** `constat demo`: a made-up marketplace with known damage, the production path, and the findings against the plan. */
export async function demoJob(options: DemoOptions): Promise<ExitCode> {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 })
  using journal = journalFor(options)
  journal.stage('servers')
  const servers = await startDemoServers(options.scale)
  try {
    const config = join(FOLDER, 'constat.yaml')
    writeFileSync(config, stringify({ ...demoConfiguration(servers), output: OUTPUT }), { mode: 0o600 })
    await writeDamagePlan(servers.plan, FOLDER)
    const run = { run: 'demo', resume: false, acceptedGuards: [], journal: racingJournal(journal, servers) }
    const { summary } = await interruptible(
      (signal) => reconcile(loadConfig(config), { ...run, signal }),
      () => journal.warn(INTERRUPTED),
    )
    const comparison = await compareWithPlan(FOLDER, servers.plan)
    if (!options.quiet) print(process.stdout, `${summary}\n${report(servers, comparison)}`.trimEnd())
    if (options.keep) await keepUp(config)
    return comparison.differences.length === 0 ? EXIT.nothingLost : EXIT.internal
  } finally {
    await servers.close()
  }
}

function report({ plan }: DemoServers, comparison: Comparison): string {
  const { differences } = comparison
  const folder = relative(process.cwd(), FOLDER)
  const verdict =
    differences.length === 0
      ? `  Against the damage plan: all ${plan.findings.length} findings and ${plan.orphans.length} orphans are as planned, none too many, none too few.`
      : `  Against the damage plan: ${differences.length} differences\n${differences
          .slice(0, 20)
          .map((line) => `    ${line}`)
          .join('\n')}`
  return `${renderCases(countCases(plan, comparison))}

${verdict}

  Reports in ${folder}/
    index.html                       what each of these files is
    summary.html                     the manager's page
    summary.json                     every figure
    files.csv                        files that are not whole, for support
    buyers.csv, buyers.xlsx          whom to call, in order of urgency; buyer-consultations.csv, without-contact.csv
    collectivities/                  a file list for each collectivity, a draft for each contact
    deadlines.csv, retransmit.csv    consultations that closed during the incident; what to send again
    collectivities.csv, consultations.csv, years.csv
    findings.csv, findings.parquet   every object that is not whole, for the analyst
    anomalies.csv, orphans.csv
    loss-clusters.csv                where and when the losses are; loss-prefixes.csv, loss-weeks.csv
    storage-classes.csv              what is archived, and must be restored before it can be read
    run.duckdb                       the run store: every figure traces back to its rows
    damage-plan.csv                  what was damaged on purpose: the right answer
`
}

/** Both servers stay up until the demo is interrupted. */
async function keepUp(config: string): Promise<void> {
  process.stdout.write(`
  Both servers stay up until Ctrl-C. This configuration points at them:

    npm run reconcile -- --config ${relative(process.cwd(), config)} --run again
    npm run doctor -- --config ${relative(process.cwd(), config)}
`)
  const alive = setInterval(() => {}, 60_000)
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done())
    process.once('SIGTERM', () => done())
  })
  clearInterval(alive)
}
