/** How a job ends, for schedulers and scripts. The meaning of each is fixed in the design and shown by `--help`. */
export const EXIT = {
  nothingLost: 0,
  losses: 1,
  usage: 2,
  incomplete: 3,
  noSource: 4,
  guard: 5,
  internal: 70,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export const exitCodeMeaning: Record<ExitCode, string> = {
  0: 'finished, nothing lost',
  1: 'finished, losses found',
  2: 'wrong usage or configuration',
  3: 'finished, but a source left some states or recoveries unknown (--resume may settle them)',
  4: 'a source that everything rests on did not answer; nothing concluded',
  5: 'a guard stopped the run (mend the cause and run anew, or --resume --accept-guard)',
  70: 'internal error: please report it',
  130: 'interrupted (--resume goes on)',
}
