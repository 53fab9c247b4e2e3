import type { Deposit } from './deposit.ts'
import { isKey } from './keys.ts'
import type { Scene } from './scene.ts'

/** @returns the key that a deposit was meant to be stored under, by its base, its mark and its prefix */
export function keyOf(scene: Scene, choice: Deposit['key'], n: number): string {
  const base = scene.baseKeys[choice.base] ?? 'base'
  const characters = [...base]
  const middle = characters.length >> 1
  const marked = {
    front: `${n}${base}`,
    middle: `${characters.slice(0, middle).join('')}${n}${characters.slice(middle).join('')}`,
    end: `${base}${n}`,
    none: base,
  }[choice.mark ?? 'none']
  const prefixes = scene.primary.flatMap((store) => store.prefixes)
  const prefix = prefixes[choice.prefix % (prefixes.length + 1)] ?? ''
  return [prefix + marked, marked, base].find(isKey) ?? `k${n}`
}

/** @returns the key as the database has it: where keys are rewritten, some are written in the old way */
export function databaseKeyOf(scene: Scene, deposit: Deposit, n: number): string {
  const key = keyOf(scene, deposit.key, n)
  const rewrite = deposit.rewritten
    ? scene.settings.rewrites.find(({ from, to }) => from !== '' && key.startsWith(to))
    : undefined
  const old = rewrite === undefined ? key : rewrite.from + key.slice(rewrite.to.length)
  return [old, key].find((text) => isKey(text) && isKey(storageKeyOf(scene, text))) ?? `k${n}`
}

/** @returns the key under which storage should have what the database names so */
export function storageKeyOf({ settings }: Scene, databaseKey: string): string {
  for (const { from, to } of settings.rewrites)
    if (databaseKey.startsWith(from)) return to + databaseKey.slice(from.length)
  return databaseKey
}
