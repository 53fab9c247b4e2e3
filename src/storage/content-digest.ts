import { createHash } from 'node:crypto'
import type { Algorithm, Content } from './object-store.ts'

const ZEROS = Buffer.alloc(64 * 1024)

/**
 * Reads a stream to its end and keeps nothing of it but its size, its fingerprints and whether it is all zeros.
 *
 * @throws what the stream throws
 */
export async function digestContent(
  bytes: AsyncIterable<Uint8Array>,
  algorithms: readonly Algorithm[],
): Promise<Content> {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }))
  let size = 0
  let zeros = true
  for await (const chunk of bytes) {
    size += chunk.length
    zeros &&= isZeros(chunk)
    for (const { hash } of hashes) hash.update(chunk)
  }
  return {
    size,
    fingerprints: hashes.map(({ algorithm, hash }) => `${algorithm}:${hash.digest('hex')}`),
    zeros: zeros && size > 0,
  }
}

/** Compares blocks, since a byte at a time would cost as much as the hash. */
function isZeros(chunk: Uint8Array): boolean {
  for (let at = 0; at < chunk.length; at += ZEROS.length) {
    const block = chunk.subarray(at, at + ZEROS.length)
    if (ZEROS.compare(block, 0, block.length, 0, block.length) !== 0) return false
  }
  return true
}
