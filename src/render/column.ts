/** What a cell holds, and so how each dialect writes it. */
export type CellType =
  /** Text that people wrote: names, titles. */
  | 'text'
  /** An identifier or an object key: exact to the character for machines. */
  | 'identifier'
  /** One of constat's own words (a state, a reason), translated for people. */
  | 'word'
  | 'count'
  /** Bytes. */
  | 'bytes'
  /** A fraction from 0 to 1. */
  | 'rate'
  | 'time'
  | 'date'
  | 'boolean'

export type Locale = 'fr' | 'en'
export type Label = Record<Locale, string>

/** A column of a report: its name for machines, its label for people, its type, and what it means (in English). */
export type Column = { name: string; type: CellType; label: Label; meaning: string }
