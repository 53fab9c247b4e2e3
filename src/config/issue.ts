import type { z } from 'zod'

/** One thing that is wrong in the configuration file. */
export type ConfigIssue = { path: (string | number)[]; expected: string; unknownKey?: string }

/** @returns what zod found, in the words of the file's reader; an unknown key each is an issue of its own */
export function toConfigIssues(issue: z.core.$ZodIssue): ConfigIssue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        expected: 'no such key here',
        unknownKey: key,
      }))
    case 'invalid_type':
      return [{ path, expected: typeWords[issue.expected] ?? issue.expected }]
    case 'invalid_value':
      return [{ path, expected: `one of: ${issue.values.map(String).join(', ')}` }]
    case 'invalid_union':
      return [{ path, expected: 'options' in issue ? `one of: ${issue.options?.join(', ')}` : issue.message }]
    case 'too_small':
      return [{ path, expected: ownWords(issue.message) ?? `a number of at least ${issue.minimum}` }]
    case 'too_big':
      return [{ path, expected: ownWords(issue.message) ?? `a number of at most ${issue.maximum}` }]
    default:
      return [{ path, expected: issue.message }]
  }
}

const typeWords: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
}

/** The schema's own messages say what was expected; zod's begin with what is wrong. */
function ownWords(message: string): string | undefined {
  return /^(Too|Invalid)/.test(message) ? undefined : message
}

/** @returns `storage.primary[0].bucket` for the path of an issue */
export function pathText(path: ConfigIssue['path']): string {
  return (
    path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('') ||
    '(the file)'
  )
}
