/**
 * Few colours, told apart by lightness, outline and pattern too (WCAG 1.4.1), each shape with an outline of at least
 * 3 : 1 on white (1.4.11). What is worst is darkest.
 */
export const INK = '#1d2633'
export const FAINT = '#4d5866'
export const RULE = '#d9dee5'

const stripes = {
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [2, 5],
  rotation: -Math.PI / 4,
  color: '#8a5a00',
} as const
const dots = {
  symbol: 'circle',
  symbolSize: 0.6,
  dashArrayX: [
    [5, 5],
    [0, 5, 5, 0],
  ],
  dashArrayY: [5, 0],
  color: '#4d5866',
}

export const LOST = { color: '#8f1d2f', borderColor: '#8f1d2f', borderWidth: 1 }
export const RECOVERABLE = { color: '#fbe3b3', borderColor: '#8a5a00', borderWidth: 1, decal: stripes }
export const UNSETTLED = { color: '#f0f2f5', borderColor: '#4d5866', borderWidth: 1, decal: dots }
export const ALL = { line: '#66758a', area: '#dbe1e9' }
