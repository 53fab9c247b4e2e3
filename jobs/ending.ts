import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { Failure, messageOf } from '../src/vocabulary/failure.ts'

/**
 * Runs a job and gives its exit code. What went wrong is told on standard error: a Failure as one message with
 * its advice, anything else as an internal error (70), so that no crash can look like "losses found" (1).
 */
export async function ending(job: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await job()
  } catch (error) {
    if (error instanceof Failure) {
      process.stderr.write(`constat: ${error.message}\n         ${error.advice}\n`)
      return error.exitCode
    }
    process.stderr.write(`constat: internal error: ${messageOf(error)}\n`)
    if (process.env['CONSTAT_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    else process.stderr.write('         please report it; CONSTAT_DEBUG=1 shows where it happened\n')
    return EXIT.internal
  }
}

/** Ends the process once what was written has left it. */
export function end(code: ExitCode): void {
  process.exitCode = code
}

process.on('uncaughtException', crash)
process.on('unhandledRejection', crash)

function crash(error: unknown): void {
  process.stderr.write(`constat: internal error: ${messageOf(error)}\n`)
  process.exit(EXIT.internal)
}
