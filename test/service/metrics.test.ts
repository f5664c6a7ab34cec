import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Service } from '../../src/app/start-service.ts'
import { PORT_ERROR_KINDS } from '../../src/flows/ports/index.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service
/** The figures after the first compare, one change by a person and one forged delivery. */
let text: string

beforeAll(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.quiet(service)
  const { sandbox, story } = stage
  sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
  await stage.quiet(service)
  const [webhook] = sandbox.world.state.tables.webhook.values()
  const headers = { 'X-Hook-Signature': '0'.repeat(64), 'Content-Type': 'application/json' }
  await fetch(webhook?.target ?? '', { method: 'POST', headers, body: '{"events":[]}' })
  text = await (await fetch(`${service.url}/metrics`)).text()
}, 60_000)

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

/** The value of one sample; undefined when it is not shown. */
function value(sample: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `))
  return line === undefined ? undefined : Number(line.slice(sample.length + 1))
}

describe('the metrics of a service at work', () => {
  it('count what Asana tells, genuine and forged', () => {
    expect(value('v2mom_webhook_requests_total{outcome="handshake"}')).toBe(6)
    expect(value('v2mom_webhook_requests_total{outcome="delivery"}')).toBeGreaterThan(0)
    expect(value('v2mom_webhook_requests_total{outcome="bad-signature"}')).toBe(1)
    expect(value('v2mom_events_total{relevance="relevant"}')).toBeGreaterThan(0)
    expect(value('v2mom_events_total{relevance="irrelevant"}')).toBeGreaterThan(0)
  })

  it('count refreshes by their cause, and how soon a change shows', () => {
    expect(value('v2mom_project_sync_duration_seconds_count{cause="reconcile",outcome="done"}')).toBeGreaterThanOrEqual(
      5,
    )
    const caused = value('v2mom_project_sync_duration_seconds_count{cause="event",outcome="done"}')
    expect(caused).toBeGreaterThanOrEqual(1)
    expect(value('v2mom_event_latency_seconds_count')).toBe(caused)
    // The quiet time is part of it.
    expect(value('v2mom_event_latency_seconds_sum')).toBeGreaterThan(0.1)
  })

  it('count requests, jobs, writes and weekly updates as Asana saw them', () => {
    const asked = text.match(/^v2mom_asana_requests_total\{.*\} (\d+)$/gm) ?? []
    const sum = asked.reduce((total, line) => total + Number(line.split(' ')[1]), 0)
    expect(sum).toBe(stage.sandbox.requests.entries.length)
    const statuses = stage.sandbox.requests.count({ method: 'POST', operation: '/status_updates' })
    expect(statuses).toBeGreaterThan(0)
    expect(value('v2mom_statuses_posted_total')).toBe(statuses)
    expect(value('v2mom_writes_total{kind="status",outcome="done"}')).toBe(statuses)
    expect(value('v2mom_writes_total{kind="project-fields",outcome="done"}')).toBeGreaterThan(0)
    expect(value('v2mom_jobs_total{job="reconcile",outcome="done"}')).toBeGreaterThan(0)
    expect(value('v2mom_jobs_total{job="sync-project",outcome="failed"}')).toBe(0)
  })

  it('show how the whole service stands', () => {
    expect(value('v2mom_redis_up')).toBe(1)
    expect(value('v2mom_projects{state="tracked"}')).toBe(5)
    expect(value('v2mom_projects{state="unread"}')).toBe(0)
    expect(value('v2mom_webhooks_wanted')).toBe(6)
    expect(value('v2mom_webhooks_active')).toBe(6)
    expect(value('v2mom_queue_jobs{state="active"}')).toBe(0)
    expect(value('v2mom_queue_jobs{state="failed"}')).toBe(0)
    expect(value('v2mom_asana_rate_limit_tokens')).toBeGreaterThan(0)
    expect(value('v2mom_asana_in_flight{kind="read"}')).toBe(0)
    expect(value('v2mom_reconcile_interval_seconds')).toBe(21_600)
    for (const name of [
      'v2mom_oldest_project_sync_age_seconds',
      'v2mom_reconcile_age_seconds',
      'v2mom_webhook_last_delivery_age_seconds',
    ]) {
      expect(value(name)).toBeGreaterThanOrEqual(0)
      expect(value(name)).toBeLessThan(600)
    }
  })

  it('never name an object: no gid, no token, no name of a person or project', () => {
    const { state } = stage.sandbox.world
    const gids = Object.values(state.tables).flatMap((table) => [...table.keys()])
    const labels = [...text.matchAll(/="([^"]*)"/g)].map(([, label = '']) => label)
    expect(gids.length).toBeGreaterThan(50)
    expect(labels.filter((label) => gids.some((gid) => label.includes(gid)))).toEqual([])
    expect(text).not.toContain(stage.story.bot.token)
    expect(text).not.toContain('Nova')
  })

  it('say of each figure what it is', () => {
    const helped = [...text.matchAll(/^# HELP (\S+) (.+)$/gm)]
    const typed = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name)
    expect(helped.map(([, name]) => name)).toEqual(typed)
    for (const [, name = '', help = ''] of helped) if (name.startsWith('v2mom_')) expect(help).toMatch(/\.$/)
  })
})

describe('the alerts', async () => {
  type Rule = Readonly<{ alert?: string; record?: string; expr: string }> &
    Readonly<{ annotations?: Readonly<Record<string, string>>; labels?: Readonly<Record<string, string>> }>
  const { groups } = parse(await readFile('src/metrics/alerts.yml', 'utf8')) as { groups: { rules: Rule[] }[] }
  const rules = groups.flatMap((group) => group.rules)
  const alerts = rules.filter(({ alert }) => alert !== undefined)
  const readsOf = ({ expr }: Rule) => [...expr.matchAll(/\b(v2mom_\w+)(?:\{([^}]*)\})?/g)]

  it.each(alerts.map((rule) => [rule.alert, rule] as const))('%s says what is wrong and what to do', (name, rule) => {
    expect(name).toMatch(/^V2mom[A-Z]/)
    expect(rule.labels?.['severity']).toMatch(/^(critical|warning|info)$/)
    expect(rule.annotations?.['summary']).toMatch(/\.$/)
    expect(rule.annotations?.['todo']?.length).toBeGreaterThan(60)
  })

  it('bear names of their own', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
  })

  it('read only figures that the service shows', () => {
    const shown = new Set([...text.matchAll(/^(v2mom_\w+)/gm)].map(([, name]) => name))
    const read = rules.flatMap(readsOf).map(([, name]) => name)
    expect(read.length).toBeGreaterThan(15)
    expect(read.filter((name) => !shown.has(name))).toEqual([])
  })

  it('read only what one of the rules records', () => {
    const recorded = rules.map(({ record }) => record)
    const read = rules.flatMap(({ expr }) => [...expr.matchAll(/\bv2mom:[\w:]+/g)].map(([name]) => name))
    expect(read.length).toBeGreaterThan(0)
    expect(read.filter((name) => !recorded.includes(name))).toEqual([])
  })

  it('pick only by labels that the figure bears, and values it takes', () => {
    const picks = rules
      .flatMap(readsOf)
      .flatMap(([, name = '', matchers = '']) =>
        [...matchers.matchAll(/(\w+)=~?"([^"]*)"/g)].flatMap(([, label = '', values = '']) =>
          values.split('|').map((one) => ({ name, label, one })),
        ),
      )
    expect(picks.length).toBeGreaterThan(10)
    const isShown = ({ name, label, one }: (typeof picks)[number]) =>
      new RegExp(`^${name}\\{(.*,)?${label}="${one}"`, 'm').test(text)
    // Results appear with the first of their kind.
    const isFailure = ({ label, one }: (typeof picks)[number]) =>
      label === 'result' && PORT_ERROR_KINDS.some((f) => f === one)
    expect(picks.filter((pick) => !isShown(pick) && !isFailure(pick))).toEqual([])
  })
})
