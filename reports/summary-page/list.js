// Sorting and filtering of the list of collectivities. Without it the list is whole, the worst hit first.
const table = document.getElementById('list')
const controls = document.querySelector('.controls')

if (table !== null && controls !== null) {
  const body = table.tBodies[0]
  const rows = [...body.rows]
  const language = document.documentElement.lang
  const plain = (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase(language)
  const compareText = new Intl.Collator(language, { numeric: true }).compare
  const name = document.getElementById('list-name')
  const department = document.getElementById('list-department')

  const filter = () => {
    const sought = plain(name.value.trim())
    for (const row of rows) {
      const fits = plain(row.cells[0].textContent).includes(sought)
      row.hidden = !fits || (department.value !== '' && row.cells[1].textContent !== department.value)
    }
    const shown = rows.filter((row) => !row.hidden).length
    document.getElementById('list-shown').textContent = new Intl.NumberFormat(language).format(shown)
  }

  const sort = (head, column) => {
    const numeric = body.rows[0].cells[column].dataset.value !== undefined
    // Figures begin with the largest, names with A.
    const descending = head.ariaSort === null ? numeric : head.ariaSort === 'ascending'
    const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent
    const sorted = rows.toSorted((a, b) =>
      numeric ? Number(value(a)) - Number(value(b)) : compareText(value(a), value(b)),
    )
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort')
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending')
    body.append(...(descending ? sorted.toReversed() : sorted))
  }

  for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    button.title = `${table.dataset.sort} ${button.textContent}`
    button.addEventListener('click', () => sort(head, column))
    head.append(button)
  }
  controls.addEventListener('input', filter)
  controls.addEventListener('submit', (event) => event.preventDefault())
  controls.hidden = false
}
