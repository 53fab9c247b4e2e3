import type { Readable } from 'node:stream'
import { finished } from 'node:stream'
import { BodyStandsStill } from '../without-pause.ts'
import { MOST_ENTRY_BYTES } from './entry-shape.ts'

const FIRST_CAPACITY = 512 * 1024

/**
 * Holds the body of one answer after another, in the same memory. Behind the body there is room for one more entry, so
 * that who reads one need not ask at each byte whether there is another.
 */
export class BodyBuffer {
  bytes = Buffer.allocUnsafeSlow(FIRST_CAPACITY)
  view = viewOf(this.bytes)
  length = 0

  /**
   * Takes a body in, to its end.
   *
   * @param idle milliseconds that may pass without a byte
   * @throws what the body throws, when it broke off, and when no byte came for so long
   */
  fill(body: Readable, idle: number): Promise<void> {
    this.length = 0
    return new Promise((resolve, reject) => {
      const stop = () => body.destroy(new BodyStandsStill(idle))
      const timer = setTimeout(stop, idle)
      body.on('data', (chunk: Buffer) => {
        timer.refresh()
        this.append(chunk)
      })
      finished(body, { writable: false }, (error) => {
        clearTimeout(timer)
        if (error == null) resolve()
        else reject(error)
      })
    })
  }

  append(chunk: Uint8Array): void {
    const length = this.length + chunk.length
    if (length + MOST_ENTRY_BYTES > this.bytes.length) this.#grow(length)
    this.bytes.set(chunk, this.length)
    this.length = length
  }

  /** @returns the body; it is there until the next one comes */
  whole(): Buffer {
    return this.bytes.subarray(0, this.length)
  }

  #grow(length: number): void {
    const larger = Buffer.allocUnsafeSlow(2 * (length + MOST_ENTRY_BYTES))
    larger.set(this.whole())
    this.bytes = larger
    this.view = viewOf(larger)
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}
