/** Something that reads what others wrote, and what must hold whatever that is. */
export type FuzzTarget = {
  name: string
  /** Sound documents, from which others are made. */
  seeds: readonly Buffer[]
  /** Words of the format. */
  tokens: readonly string[]
  /**
   * Gives a document to the reader.
   *
   * @throws when it does not end as it says it may, or what it gives is not sound
   */
  read(document: Buffer): void | Promise<void>
  close?(): Promise<void>
}
