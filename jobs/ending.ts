import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { Failure, messageOf } from '../src/vocabulary/failure.ts'
import { print } from './printable.ts'
import { jsonLine } from './progress/json-format.ts'

/** Read before the options are, so that what is wrong with them, and a crash, are told in JSON too. bench's --json names a file. */
const inJson = process.argv.includes('--json') && process.argv[2] !== 'bench'

const REPORT_IT = 'please report it; CONSTAT_DEBUG=1 shows where it happened'

/**
 * Runs a job and gives its exit code. What went wrong is told on standard error: a Failure as one message with
 * its advice, anything else as an internal error (70), so that no crash can look like "losses found" (1).
 */
export async function ending(job: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await job()
  } catch (error) {
    if (!(error instanceof Failure)) return tellInternal(error)
    tell(error.exitCode, error.message, error.advice)
    return error.exitCode
  }
}

/** Tells on standard error why the process ends: for people, or as one line of JSON. */
export function tell(exitCode: ExitCode, message: string, advice: string | undefined): void {
  if (inJson)
    print(process.stderr, jsonLine('error', { exit_code: exitCode, message, advice: advice ?? null }))
  else print(process.stderr, `constat: ${message}${advice === undefined ? '' : `\n         ${advice}`}`)
}

/** Ends the process once what was written has left it. */
export function end(code: ExitCode): void {
  process.exitCode = code
}

process.on('uncaughtException', crash)
process.on('unhandledRejection', crash)

function crash(error: unknown): void {
  process.exit(tellInternal(error))
}

function tellInternal(error: unknown): ExitCode {
  const stack = process.env['CONSTAT_DEBUG'] && error instanceof Error ? error.stack : undefined
  const where = stack?.match(/^ {4}at .*$/gm)?.join('\n')
  tell(EXIT.internal, `internal error: ${withoutValues(error)}`, where ?? REPORT_IT)
  return EXIT.internal
}

/**
 * What went wrong, without the values that it went wrong with: an engine quotes them, and below its first line shows the
 * rows that they come from. A crash is sent to people who must not read them.
 */
function withoutValues(error: unknown): string {
  const text = error instanceof Error && error.message !== '' ? error.message : messageOf(error)
  return (text.trim().split('\n')[0] ?? '').replace(/(["'`]).*\1/g, '…')
}
