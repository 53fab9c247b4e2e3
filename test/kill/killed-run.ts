import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

export type Ended = {
  /** null when it was killed. */
  code: number | null
  /** When the stage `inventory` began, in milliseconds since 1970; undefined when it did not come so far. */
  inventoryAt: number | undefined
  /** The stage that it was in last. */
  stage: string
  seconds: number
  /** What it told as errors. */
  errors: string
}

/** Runs the command in a process of its own. @param killAfter milliseconds after which it is killed, not asked */
export async function runUntil(args: string[], killAfter?: number): Promise<Ended> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [resolve('jobs/constat.ts'), ...args, '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(timer)
  const events = told.split('\n').flatMap(parsed)
  const stages = events.filter(({ event }) => event === 'stage')
  const inventory = stages.find(({ stage }) => stage === 'inventory')
  return {
    code,
    inventoryAt: inventory && Date.parse(inventory.time),
    stage: stages.at(-1)?.stage ?? 'none',
    seconds: (performance.now() - startedAt) / 1000,
    errors: events.map(({ event, message = '' }) => (event === 'error' ? message : '')).join(''),
  }
}

type Event = { time: string; event: string; stage?: string; message?: string }

/** The last line of a killed process may be cut. */
function parsed(line: string): Event[] {
  try {
    return [JSON.parse(line) as Event]
  } catch {
    return []
  }
}
