import { readFileSync } from 'node:fs'
import type { Run } from '../store/run.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import type { GuardName } from '../vocabulary/state.ts'

type Tripped = { instance: string | null; finding: string }

/**
 * Guards: a run that cannot be right stops here, unless the operator accepted what it found.
 *
 * @throws Failure (5) that names every guard that tripped and how to accept it
 */
export async function checkGuards(run: Run, guards: readonly GuardName[]): Promise<void> {
  const tripped: string[] = []
  run.journal.stage('guards')
  for (const guard of guards) {
    run.journal.step(guard)
    const model = readFileSync(new URL(`./models/${guard}.sql`, import.meta.url), 'utf8')
    for (const { instance, finding } of await run.store.rows<Tripped>(model)) {
      const name = instance === null ? guard : `${guard}:${instance}`
      if (await isAccepted(run, guard, instance)) run.journal.warn(`guard ${name}, accepted: ${finding}`)
      else tripped.push(`  - ${name}: ${finding}`)
    }
  }
  if (tripped.length === 0) return
  throw new Failure(
    EXIT.guard,
    `this run cannot be right:\n${tripped.join('\n')}`,
    'mend the cause and start a new run, or, when it is true, go on with --resume --accept-guard NAME[:INSTANCE] (the summary will say so)',
  )
}

async function isAccepted(run: Run, guard: GuardName, instance: string | null): Promise<boolean> {
  const { accepted } = await run.store.row<{ accepted: boolean }>(
    `select count(*) > 0 as accepted from accepted_guard
     where guard = $guard and (instance is null or instance is not distinct from $instance)`,
    { guard, instance },
  )
  return accepted
}
