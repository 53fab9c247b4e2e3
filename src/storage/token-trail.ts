import { UnreadableListing } from './listing/listed-text.ts'

/**
 * The continuation tokens of one listing. A server whose tokens lead back to an earlier page would be listed for ever:
 * pages without keys are not out of order, and an unordered store has no order to tell by. One token is remembered, and
 * another one each time that twice as many have passed (Brent), so that any loop is met in constant memory.
 */
export class TokenTrail {
  #remembered: string | undefined
  #passed = 0
  #until = 1

  /** @throws UnreadableListing when the listing came back to a token that it had before */
  follow(token: string | undefined): void {
    if (token === undefined) return
    if (token === this.#remembered)
      throw new UnreadableListing('storage lists in a loop: a continuation token came again')
    if (++this.#passed < this.#until) return
    this.#remembered = token
    this.#passed = 0
    this.#until *= 2
  }
}
