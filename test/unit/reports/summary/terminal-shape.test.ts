import { describe, expect, test } from 'vitest'
import type { Cluster, Shape } from '../../../../reports/summary/shape.ts'
import { renderShape } from '../../../../reports/summary/terminal-shape.ts'
import type { Locale } from '../../../../src/render/column.ts'

const cluster: Cluster = {
  bucket: 'b',
  prefix: 'vol-04/',
  from_week: '2021-09-06',
  to_week: '2023-07-24',
  from_first: false,
  to_last: false,
  expected: 530,
  damaged: 512,
  files: 300,
  rest_rate: 0.01,
  share: 0.8,
  covered: 0.8,
}
const span: Shape['span'] = {
  from: '2021-09-07T08:00:00.000Z',
  to: '2023-07-27T08:30:00.000Z',
  share: 0.95,
  objects: 608,
  undated: 0,
}
const render = (shape: Partial<Shape>, locale: Locale) =>
  renderShape({ offer: { span, clusters: [cluster], ...shape } }, locale, 'Europe/Paris')

test('in French', () => {
  expect(render({ span: { ...span, undated: 3 } }, 'fr').join('\n')).toBe(`
  Où et quand (objets touchés, par date de dépôt)
  offre
    95,0 % (608) déposés du 07/09/2021 10:00 au 27/07/2023 10:30
    3 sans date de dépôt
    b/vol-04/, de la semaine du 06/09/2021 à celle du 24/07/2023 : 512 objets touchés sur 530
    ensemble : 80,0 % des objets touchés`)
})

describe('says of a cluster where and when', () => {
  test.each<[string, Partial<Cluster>, string, string]>([
    [
      'to its last deposit',
      { to_last: true },
      'b/vol-04/, depuis la semaine du 06/09/2021',
      'b/vol-04/, from the week of 2021-09-06',
    ],
    [
      'from its first',
      { from_first: true },
      'b/vol-04/, jusqu’à la semaine du 24/07/2023',
      'b/vol-04/, until the week of 2023-07-24',
    ],
    [
      'always',
      { from_first: true, to_last: true },
      'b/vol-04/, quelle que soit la date',
      'b/vol-04/, whatever the date',
    ],
    [
      'one week',
      { to_week: '2021-09-06' },
      'b/vol-04/, semaine du 06/09/2021',
      'b/vol-04/, week of 2021-09-06',
    ],
    [
      'undated',
      { from_week: null, to_week: null, from_first: null, to_last: null },
      'b/vol-04/, dépôts sans date',
      'b/vol-04/, undated deposits',
    ],
    [
      'a whole bucket',
      { prefix: '', to_last: true },
      'b, depuis la semaine du 06/09/2021',
      'b, from the week of 2021-09-06',
    ],
    [
      'everywhere',
      { bucket: '', prefix: '', to_last: true },
      'tout le stockage, depuis la semaine du 06/09/2021',
      'all storage, from the week of 2021-09-06',
    ],
  ])('%s', (_, changed, fr, en) => {
    const clusters = [{ ...cluster, ...changed }]
    expect(render({ clusters }, 'fr')).toContain(`    ${fr} : 512 objets touchés sur 530`)
    expect(render({ clusters }, 'en')).toContain(`    ${en}: 512 of 530 objects damaged`)
  })
})

test('without clusters, without dates, without damage', () => {
  expect(render({ clusters: [] }, 'en').at(-1)).toBe('    no cluster stands out')
  const undated = { span: { from: null, to: null, share: null, objects: 0, undated: 4 }, clusters: [] }
  expect(render(undated, 'en').slice(2)).toEqual([
    '  offer',
    '    4 without a date of deposit',
    '    no cluster stands out',
  ])
  expect(renderShape({}, 'en', 'Europe/Paris')).toEqual([])
})
