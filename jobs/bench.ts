import { existsSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type BenchResult, bench } from '../fixtures/bench/bench.ts'
import { figuresOf } from '../fixtures/bench/report/figures.ts'
import { describeMachine } from '../fixtures/bench/report/machine.ts'
import { renderRatios, renderSection } from '../fixtures/bench/report/section.ts'
import { writeSection } from '../fixtures/bench/report/write-section.ts'
import { parseSize } from '../fixtures/bench/size.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { Failure } from '../src/vocabulary/failure.ts'
import { interruptible } from './interruption.ts'
import { print } from './printable.ts'

export type BenchJobOptions = {
  size: string
  rounds?: string | undefined
  json?: string | undefined
  page: string
  ceph: boolean
}

const MOST_OBJECTS_IN_ROUNDS = 1_000_000
const MOST_OBJECTS_ON_CEPH = 100_000

/** `constat bench`: measures constat beside what else could be used, on servers started for it. */
export async function benchJob(options: BenchJobOptions): Promise<ExitCode> {
  const objects = parseSize(options.size)
  if (objects === undefined)
    throw new Failure(
      EXIT.usage,
      `--size ${options.size} is no size`,
      'give promised objects, for instance 100k, 1m or 10m',
    )
  const rounds = parseRounds(options.rounds) ?? (objects > MOST_OBJECTS_IN_ROUNDS ? 1 : 3)
  if (options.ceph && objects > MOST_OBJECTS_ON_CEPH)
    throw new Failure(EXIT.usage, '--ceph takes at most 100k objects', 'uploading more takes too long')
  for (const file of [options.page, options.json]) if (file !== undefined) requireFolderOf(file)
  const say = (line: string) => print(process.stderr, `  ${new Date().toISOString().slice(11, 19)}  ${line}`)
  const folder = resolve('out/bench')
  const result = await interruptible((signal) =>
    bench({ objects, rounds, ceph: options.ceph, folder, say, signal }),
  ).catch(withoutResume)
  tell(result, options)
  return EXIT.nothingLost
}

function tell(result: BenchResult, { json, page }: BenchJobOptions): void {
  const made = `${new Date().toISOString().slice(0, 10)}, ${describeMachine()}`
  const figures = figuresOf(result)
  if (json !== undefined)
    writeFileSync(json, `${JSON.stringify({ ...figures, made, measured: result }, null, 2)}\n`)
  writeSection(page, result.size, renderSection(result, made))
  print(process.stdout, `${renderRatios(figures)}\n\n  ${page} has the tables`)
}

/** Told now, and not after half an hour. */
function requireFolderOf(file: string): void {
  if (existsSync(dirname(resolve(file)))) return
  throw new Failure(EXIT.usage, `there is no folder for ${file}`, 'make it, or name another file')
}

/** An interrupted benchmark has nothing to go on with. */
function withoutResume(error: unknown): never {
  if (!(error instanceof Failure && error.exitCode === EXIT.interrupted)) throw error
  throw new Failure(EXIT.interrupted, 'interrupted', 'nothing is kept: measure again', { cause: error })
}

function parseRounds(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d?$/.test(text)) return text === undefined ? undefined : Number(text)
  throw new Failure(EXIT.usage, `--rounds ${text} is no number of rounds`, 'give a number from 1 to 99')
}
