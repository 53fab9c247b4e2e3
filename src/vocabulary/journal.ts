/**
 * What the stages tell the person who waits. Jobs decide how it looks (a terminal, plain lines, JSON);
 * stages only say it. Nothing said here holds a secret or a datum about a person.
 */
export type Journal = {
  /** A stage begins; its name is one of the flow's words. */
  stage(name: string): void
  /** The stage that is going on has done `done` of `total` units (`total` when it is known). */
  progress(done: number, total: number | undefined, unit: string): void
  /** The stage ended; `figures` says what it found, for instance `{ rows: 1200 }`. */
  finished(figures: Record<string, number | string>): void
  /** Something that the reader should know, which does not stop the run. */
  warn(message: string): void
}

export const silentJournal: Journal = { stage() {}, progress() {}, finished() {}, warn() {} }
