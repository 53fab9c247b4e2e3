/** One thing that was looked at: whether it is as it should be, and what was found. */
export type Check = { ok: boolean; about: string; found: string }

export const passed = (about: string, found: string): Check => ({ ok: true, about, found })
export const refused = (about: string, found: string): Check => ({ ok: false, about, found })
