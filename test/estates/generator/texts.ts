import fc from 'fast-check'

/** Dates as legacy databases print them: sound ones of several years and zones, zero dates, and what is none. */
export const date = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '2021-03-04 10:00:00',
      '2022-05-01 10:00:00+02',
      '2022-05-01T08:00:00Z',
      '2022-11-30',
      '2023-02-01 09:15',
      '2023-07-27 10:29:59.999+02:00',
      '2019-06-01 00:00:00',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '2021-12-31 23:30:00+00', // 2022 in Paris, 2021 in Martinique
      '2022-01-01 02:00:00+00',
      '2022-12-31 23:59:59',
      ' 2022-07-14 ',
      '2024-02-29 12:00:00',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      null,
      '',
      ' ',
      '0000-00-00 00:00:00',
      '0000-00-00',
      '0001-01-01 00:00:00',
      '0044-03-15 10:00:00 BC',
      '1970-01-01 00:00:00',
      '9999-12-31',
      '2022-02-30',
      '2023-02-29',
      '2022-13-01',
      '01/02/2022',
      'infinity',
      '-infinity',
      'soon',
    ),
  },
)

/** How the size of an object is told; `other` is another one, the rest is no size. */
export const sizeForm = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom('plain', 'plain', 'decimals', 'spaces', 'zeros' as const) },
  { weight: 3, arbitrary: fc.constant('none' as const) },
  { weight: 1, arbitrary: fc.constantFrom('other', 'other', 'zero' as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', ' ', '10 kB', '-1', '1e3', '1,024', '12.5', '9'.repeat(19), 'NULL'),
  },
)

/** @returns the text of a size column */
export function sizeText(form: string, bytes: number): string | null {
  switch (form) {
    case 'plain':
      return String(bytes)
    case 'decimals':
      return `${bytes}.00`
    case 'spaces':
      return ` ${bytes} `
    case 'zeros':
      return `00${bytes}`
    case 'other':
      return String(bytes + 1)
    case 'zero':
      return '0'
    case 'none':
      return null
    default:
      return form
  }
}

export const checksumForm = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('none', 'md5', 'md5', 'sha1', 'sha256') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('upper', 'spaces', 'wrong-md5', 'wrong-sha1', 'wrong-sha256'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', 'crc32:00000000', 'md5:', `md5:${'g'.repeat(32)}`, 'deadbeef'),
  },
)

export const boolean = fc.constantFrom(null, null, 'true', 'f', '1', '0', 'OUI', ' non ', '', 'maybe')
