import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives back what earlier stages have left on the heap. V8 would leave hundreds of MiB of dead pages and rows lying until
 * it needs room itself; the engine, whose memory is the same machine's, needs it now. Takes some tens of milliseconds.
 */
export function releaseHeap(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}
