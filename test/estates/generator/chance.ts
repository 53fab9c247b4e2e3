import fc from 'fast-check'

export const weighted = <T>(...choices: [weight: number, value: T][]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))

export const chance = (percent: number): fc.Arbitrary<boolean> =>
  weighted([100 - percent, false], [percent, true])

/** A value in so many of a hundred cases, else null. */
export const perhaps = <T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 100 - percent, arbitrary: fc.constant(null) }, { weight: percent, arbitrary })
