import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { dueSlot } from '../../../src/flows/sync/weekly-slot.ts'
import { createPlayClock } from '../../../src/sandbox/demo/fake-clock.ts'
import { findFreePort } from '../../../src/sandbox/demo/free-port.ts'
import { toWeeklyCron } from '../../../src/sandbox/demo/weekly-cron.ts'
import { createLines } from '../../../src/sandbox/lines.ts'
import { toPlainText } from '../../../src/sandbox/plain-text.ts'
import { toTable } from '../../../src/sandbox/table.ts'
import { until } from '../../../src/sandbox/wait-for.ts'

afterEach(() => void vi.useRealTimers())

const MINUTES = ['2026-11-16T00:00:00Z', '2026-11-18T10:30:59Z', '2026-11-22T23:59:00Z', '2027-01-01T00:00:30Z']

it.each(MINUTES)('makes the weekly hour due from this minute on (%s)', (now) => {
  expect(dueSlot(toWeeklyCron(new Date(now)), 'UTC', new Date(now))).toBeDefined()
})

it.each(['2026-11-16T00:00:30Z', '2026-11-18T10:30:00Z', '2026-11-22T23:59:59Z'])(
  'plays around one weekly hour, wherever in the week it is played (%s)',
  (instant) => {
    vi.useFakeTimers({ now: new Date(instant) })
    const clock = createPlayClock()
    const cron = toWeeklyCron(new Date(+clock.now() + 120_000))
    expect(dueSlot(cron, 'UTC', clock.now())).toBeUndefined()
    clock.move(180_000)
    expect(dueSlot(cron, 'UTC', clock.now())).toBeDefined()
  },
)

it('tells what happens to one thing at one moment in one line, in the order of beginning', () => {
  vi.useFakeTimers({ now: 0 })
  const written: string[] = []
  const lines = createLines((_at, text) => written.push(text))
  const say = (subject: string) => lines.add(subject, new Date(), (count) => `${subject} ${count}`)
  for (const subject of ['reads', 'writes', 'reads']) say(subject)
  lines.flush()
  expect(written).toEqual([])
  vi.advanceTimersByTime(500)
  say('late')
  lines.flush()
  expect(written).toEqual(['reads 2', 'writes 1'])
  lines.flush(true)
  expect(written).toEqual(['reads 2', 'writes 1', 'late 1'])
})

it('lines a table up under its columns', () => {
  const rows = [
    { Project: 'New website', KPI: '60.1%' },
    { Project: 'Fair', KPI: '–' },
  ]
  expect(toTable(rows).split('\n')).toEqual([
    'Project      KPI',
    '───────────  ─────',
    'New website  60.1%',
    'Fair         –',
  ])
})

it.each([
  ['<body>One\n<ul><li>two</li><li>three</li></ul>\nfour</body>', 'One\n- two\n- three\nfour'],
  ['<body><strong>Up</strong> 1 &lt; 2 &amp; 3</body>', 'Up 1 < 2 & 3'],
])('shows the rich text %s in a terminal', (rich, plain) => {
  expect(toPlainText(rich)).toBe(plain)
})

it('takes the wanted port, or another one when it is taken', async () => {
  const free = await findFreePort(0)
  expect(await findFreePort(free)).toBe(free)
  const server = createServer().listen(free, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  expect([0, free]).not.toContain(await findFreePort(free))
})

it('waits until something is so, and says in a sentence when it never is', async () => {
  const { signal: ending } = new AbortController()
  let looks = 0
  await until(
    { ending },
    () => ++looks > 2,
    () => 'never said',
  )
  expect(looks).toBe(3)
  await expect(
    until(
      { ending },
      () => false,
      () => 'The sun should rise.',
      0,
    ),
  ).rejects.toThrow('The sun should rise.')
})

it('waits no longer when the demo is ending', async () => {
  const ending = AbortSignal.abort(new Error('Ended.'))
  await expect(
    until(
      { ending },
      () => false,
      () => 'never said',
    ),
  ).rejects.toThrow('Ended.')
})
