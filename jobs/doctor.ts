import { loadConfig } from '../src/config/load.ts'
import type { Check } from '../src/preflight/check.ts'
import { examine } from '../src/run/examine.ts'
import { EXIT, type ExitCode } from '../src/vocabulary/exit-code.ts'
import { interruptible } from './interruption.ts'
import { print } from './printable.ts'

const signs: Record<Check['result'], string> = { ok: 'ok     ', warning: 'WARNING', failed: 'FAILED ' }

/** `constat doctor`: asks everything that a run rests on, and says what to do about what is wrong. */
export async function doctorJob(options: { config: string }): Promise<ExitCode> {
  const loaded = loadConfig(options.config)
  print(process.stdout, `${signs.ok}  configuration: ${options.config} is in order`)
  const checks = await interruptible((signal) => examine(loaded, signal))
  for (const { name, result, detail, advice } of checks) {
    print(
      process.stdout,
      `${signs[result]}  ${name}: ${detail}${advice === undefined ? '' : `\n         → ${advice}`}`,
    )
  }
  return exitCodeOf(checks)
}

/** As a run would end: one primary store of several that does not answer leaves unknowns, and no more. */
function exitCodeOf(checks: readonly Check[]): ExitCode {
  const someStoreAnswers = checks.some(({ subject, result }) => subject === 'store' && result === 'ok')
  const codes = checks
    .filter((check) => check.result === 'failed')
    .map(({ subject, exitCode }) => (subject === 'store' && someStoreAnswers ? EXIT.incomplete : exitCode))
  return [EXIT.noSource, EXIT.usage, EXIT.incomplete].find((code) => codes.includes(code)) ?? EXIT.nothingLost
}
