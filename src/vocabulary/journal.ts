/** How many units a stage has to do; `about` when it is an estimate, undefined when nobody knows. */
export type Total = number | { about: number } | undefined

/** What a stage found, by name, for instance `{ rows: 1200 }`. */
export type Figures = Record<string, number | string>

/**
 * What the stages tell the person who waits. Jobs decide how it looks (a terminal, plain lines, JSON);
 * stages only say it. Nothing said here holds a secret or a datum about a person.
 */
export type Journal = {
  /** A stage begins; its name is one of the flow's words. */
  stage(name: string): void
  /** The stage now works on something that it cannot count, such as a model or a report; until it says more. */
  step(name: string): void
  /** The stage that is going on has done `done` of `total` units. What is told again is not added up. */
  progress(done: number, total: Total, unit: string): void
  /** The stage ended; `figures` says what it found. */
  finished(figures: Figures): void
  /** Something that the reader should know, which does not stop the run. */
  warn(message: string): void
}

export const silentJournal: Journal = { stage() {}, step() {}, progress() {}, finished() {}, warn() {} }
