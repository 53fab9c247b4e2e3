#!/usr/bin/env node
import './node-version.ts' // before anything that an old Node cannot load

import { Command, Option } from '@commander-js/extra-typings'
import { VERSION } from '../src/run/version.ts'
import { EXIT, exitCodeMeaning } from '../src/vocabulary/exit-code.ts'
import { cloneOnly } from './clone-only.ts'
import { end, ending, tell } from './ending.ts'

/** Registers the jobs. Each is one file, loaded when it is called for. */

const EXAMPLES = `
Examples:
  constat init --bucket marches --endpoint https://s3.example.org
                                                       draft constat.yaml and mapping/ from $CONSTAT_DATABASE_URL
  constat doctor --config constat.yaml                 ask database and storage whether a run can conclude
  constat reconcile --config constat.yaml --run monday run, into the folder "monday" below output.folder
  constat reconcile --config constat.yaml --run monday --resume
  constat reconcile --config constat.yaml --resume --accept-guard loss-range:dce
  constat report --run out/monday --locale en --csv rfc4180
  constat reconcile --config constat.yaml --run tuesday --follow-up out/monday/buyers.xlsx
  constat compare monday friday                        what came back, what is newly missing, what is not expected now
  constat purge monday                                 when nobody is to be told any more: only figures stay

Exit codes:
${Object.entries(exitCodeMeaning)
  .map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`)
  .join('\n')}
`

const config = new Option('-c, --config <file>', 'configuration file').default('constat.yaml')
const run = new Option('--run <run>', 'run folder: a name below output.folder, or a path')
const locale = new Option('--locale <locale>', 'language of the reports').choices(['fr', 'en'] as const)
const csv = new Option('--csv <dialect>', 'office: for spreadsheets; rfc4180: for machines').choices([
  'office',
  'rfc4180',
] as const)
const followUp = new Option(
  '--follow-up <file>',
  'buyers.csv or buyers.xlsx of an earlier run, given back: the notes of support are kept (may be repeated)',
)
  .argParser(append)
  .default([] as string[])
const quiet = new Option('-q, --quiet', 'say nothing but errors').default(false)
const json = new Option(
  '--json',
  'log lines in JSON on standard error, the summary in JSON on standard output',
)
  .default(false)
  .conflicts('quiet')

const program = new Command('constat')
  .description(
    'After a storage incident: which files the database still promises and storage no longer holds,\nwhose they are, what can be got back, and whom to call first.',
  )
  .version(VERSION)
  .addHelpText('after', EXAMPLES)
  .configureOutput({
    outputError: (text) => tell(EXIT.usage, text.trim().replace(/^error: /, ''), undefined),
  })
  .hook('preAction', (_, job) => {
    // What a run writes is for its user alone, what the engine of the run store writes too; drafts hold no data.
    if (job.name() !== 'init') process.umask(0o077)
    // A variable that was set for another program's sake must not end the verification of certificates.
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
  })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.nothingLost : EXIT.usage))

program
  .command('reconcile')
  .description('compare what the database promises with what storage holds, and write the reports')
  .addOption(config)
  .addOption(run)
  .option(
    '--resume',
    'go on with a run that was interrupted, stopped by a guard, or left with unknowns',
    false,
  )
  .option(
    '--accept-guard <name>',
    'accept what a guard found: NAME or NAME:INSTANCE (may be repeated)',
    append,
    [] as string[],
  )
  .option(
    '--verify <mode>',
    'compare contents: none, stored, sample:N or all (default: verification.mode of the configuration)',
  )
  .addOption(followUp)
  .addOption(quiet)
  .addOption(json)
  .action(async (options) =>
    end(await ending(async () => (await import('./reconcile.ts')).reconcileJob(options))),
  )

program
  .command('init')
  .description('draft constat.yaml and the mapping from what database and bucket show; overwrites nothing')
  .requiredOption('--bucket <bucket>', 'the bucket that holds the objects')
  .option('--endpoint <url>', 'S3 endpoint, for any store that is not AWS')
  .option('--region <region>', 'region of the bucket')
  .option(
    '--url-from <variable>',
    "variable of the environment that holds the database's URL",
    'CONSTAT_DATABASE_URL',
  )
  .option(
    '--database-url <url>',
    'the URL itself, for now; the file still names the variable (other users may see arguments)',
  )
  .option('--folder <folder>', 'where constat.yaml and the folder mapping are written', '.')
  .action(async (options) => end(await ending(async () => (await import('./init.ts')).initJob(options))))

program
  .command('doctor')
  .description('ask database, mapping and storage whether a run can conclude anything')
  .addOption(config)
  .action(async (options) => end(await ending(async () => (await import('./doctor.ts')).doctorJob(options))))

program
  .command('report')
  .description('write the reports of a finished run again, from its run store alone')
  .addOption(new Option('-c, --config <file>', 'configuration file, for output.folder and its defaults'))
  .addOption(run)
  .addOption(locale)
  .addOption(csv)
  .addOption(followUp)
  .action(async (options) => end(await ending(async () => (await import('./report.ts')).reportJob(options))))

program
  .command('attest')
  .description('issue the incident certificates of a finished run, or verify one')
  .addOption(config)
  .addOption(run)
  .option('--verify <file>', 'say whether a certificate is as it was issued and as the run store has it')
  .addOption(quiet)
  .action(async (options) => end(await ending(async () => (await import('./attest.ts')).attestJob(options))))

program
  .command('compare')
  .description('say what changed from one finished run to the next, from their run stores alone')
  .argument('<run...>', 'two runs or more, in any order: names below output.folder, or paths')
  .addOption(new Option('-c, --config <file>', 'configuration file, for output.folder and its defaults'))
  .option('--into <folder>', 'where the reports are written (default: the folder of the latest run)')
  .addOption(locale)
  .addOption(csv)
  .action(async (runs, options) =>
    end(await ending(async () => (await import('./compare.ts')).compareJob(runs, options))),
  )

program
  .command('purge')
  .description('remove what a finished run says of people, for good, and keep its figures')
  .argument('<run>', 'run folder: a name below output.folder, or a path')
  .addOption(new Option('-c, --config <file>', 'configuration file, for output.folder'))
  .action(async (run, options) =>
    end(await ending(async () => (await import('./purge.ts')).purgeJob(run, options))),
  )

program
  .command('demo')
  .description(
    'reconcile a made-up marketplace with known damage on real servers started for it (in a clone only)',
  )
  .option('--keep', 'leave both servers up and print a configuration for them', false)
  .option('--scale <fraction>', 'size of the marketplace; 1 is about 50,000 objects', Number, 1)
  .addOption(quiet)
  .addOption(json)
  .action(async (options) =>
    end(await ending(async () => (await cloneOnly('demo', () => import('./demo.ts'))).demoJob(options))),
  )

program
  .command('bench')
  .description(
    'measure constat beside other tools on a generated estate, and what the wire allows (in a clone only)',
  )
  .option('--size <objects>', 'promised objects: 100k, 1m, 10m', '100k')
  .option('--rounds <n>', 'how often everything is measured (default: 3, above 1m once)')
  .option('--ceph', 'list on a real Ceph gateway too, at most 100k objects (root; installs it)', false)
  .option('--json <file>', 'write the figures there')
  .option('--page <file>', 'the page whose section of that size is written', 'docs/benchmarks.md')
  .action(async (options) =>
    end(await ending(async () => (await cloneOnly('bench', () => import('./bench.ts'))).benchJob(options))),
  )

function append(value: string, before: string[]): string[] {
  return [...before, value]
}

await program.parseAsync()
