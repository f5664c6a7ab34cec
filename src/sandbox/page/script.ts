/**
 * The page's only script. Without it everything works through plain forms; with it the page keeps itself fresh:
 * a ring from the server, or a form sent in the background, fetches the page again and swaps its three living parts.
 */
export const SCRIPT = `
const PARTS = ['nav', 'main', 'aside']
document.documentElement.classList.add('js')

const words = () => new Map([...document.querySelectorAll('[data-k]')].map((el) => [el.dataset.k, el.textContent + (el.querySelector('input')?.value ?? '')]))
const isTyping = () => {
  const el = document.activeElement
  return el?.matches('main input, main textarea, main select') && el.value !== el.dataset.was
}

function swap(text) {
  const next = new DOMParser().parseFromString(text, 'text/html')
  const before = words()
  const scrolls = [...document.querySelectorAll('.scroll')].map((el) => el.scrollLeft)
  const focus = document.activeElement?.id
  for (const part of PARTS) {
    const from = next.querySelector(part)
    if (from) document.querySelector(part)?.replaceWith(from)
  }
  document.querySelectorAll('.scroll').forEach((el, i) => { el.scrollLeft = scrolls[i] ?? 0 })
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true })
  for (const [key, value] of words()) {
    if (before.size > 0 && before.get(key) !== value) document.querySelector('[data-k="' + key + '"]')?.classList.add('fresh')
  }
}

let waiting = false
async function refresh() {
  if (isTyping()) { waiting = true; return }
  waiting = false
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined)
  if (answer?.ok && !isTyping()) swap(await answer.text())
}

function notice(text) {
  const box = Object.assign(document.createElement('div'), { className: 'notice', textContent: text })
  box.setAttribute('role', 'alert')
  document.body.append(box)
  setTimeout(() => box.remove(), 7000)
}

async function send(form) {
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => undefined)
  document.activeElement?.blur()
  if (answer?.ok) return swap(await answer.text())
  const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html')
  notice(page.querySelector('main p')?.textContent ?? 'The sandbox does not answer.')
  refresh()
}

// Enter both changes and submits: one of the two is enough.
let isEntering = false
document.addEventListener('keydown', (event) => {
  const el = event.target
  if (event.key === 'Enter') { isEntering = true; setTimeout(() => { isEntering = false }) }
  if (event.key === 'Escape' && el.dataset?.was !== undefined) { el.value = el.dataset.was; el.blur() }
})
document.addEventListener('submit', (event) => {
  if (event.target.closest('main')) { event.preventDefault(); send(event.target) }
})
document.addEventListener('click', (event) => { if (event.target.matches('.over input')) event.target.showPicker?.() })
document.addEventListener('focusin', (event) => { if ('value' in event.target) event.target.dataset.was = event.target.value })
document.addEventListener('focusout', () => { if (waiting) setTimeout(refresh, 50) })
document.addEventListener('change', (event) => {
  if (!isEntering && event.target.closest('form.cell, form.row, form.you, form.title')) event.target.form.requestSubmit()
})

new EventSource('/live').addEventListener('change', refresh)
`
