import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'

export type StandingRun = {
  config: string
  child: ChildProcess
  ended: Promise<{ code: number | null; stderr: string }>
  /** Before the store; let it pass requests again, and close it. */
  proxy: FaultProxy
}

/**
 * Starts `constat reconcile` in a process of its own, on a store that stands still at an object asked for by name, and
 * waits until it does.
 *
 * @param configFor writes a configuration with this endpoint of the store, and gives its path
 * @param asked the beginning of the object's URL
 */
export async function startStandingRun(
  {
    endpoint,
    environment,
    run,
    asked,
  }: { endpoint: string; environment: NodeJS.ProcessEnv; run: string; asked: string },
  configFor: (endpoint: string) => string,
): Promise<StandingRun> {
  const proxy = await startFaultProxy(endpoint)
  const config = configFor(proxy.endpoint)
  const probing = new Promise<void>((reached) => {
    proxy.rule = ({ method, url }) => {
      if (method !== 'HEAD' || !url.startsWith(asked)) return 'pass'
      reached()
      return 'hang'
    }
  })
  const child = spawn(
    process.execPath,
    [resolve('jobs/constat.ts'), 'reconcile', '--config', config, '--run', run],
    { env: { ...process.env, ...environment } },
  )
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }))
  await probing
  return { config, child, ended, proxy }
}
