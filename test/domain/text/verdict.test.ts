import { describe, expect, test } from 'vitest'
import type { Health, StatusType } from '../../../src/domain/model.ts'
import { project } from '../../support/builders.ts'
import { read } from './asana-markup.ts'
import { launch, reported, tell, update } from './story.ts'

test.each<[Health, boolean, StatusType, string]>([
  ['On track', false, 'on_track', 'No need to worry: on track.'],
  ['On track', true, 'on_track', 'No need to worry yet.'],
  ['Achieved', false, 'on_track', 'No need to worry: achieved.'],
  ['At risk', false, 'at_risk', 'Worth a look: at risk.'],
  ['Needs data', false, 'at_risk', 'Hard to say: too little can be measured.'],
  ['Off track', false, 'off_track', 'Yes, this needs attention: off track.'],
])('the first line answers "should I worry?": %s, too early %s', (health, tooEarly, type, verdict) => {
  const told = tell({ tasks: [] })
  const made = update({ ...told, summary: { ...told.summary, health, tooEarly, reason: 'So it is.' } })
  expect(made.type).toBe(type)
  expect(read(made.html).split('\n')[0]).toBe(`**${verdict}** So it is.`)
})

describe('where a person has said something else', () => {
  const askAlone = 'Olga reported Off track on 12 Nov'
  test.each<[string, StatusType, Health, boolean, string | undefined]>([
    ['agreement needs no words', 'off_track', 'Off track', false, undefined],
    ['achieved is a way of being on track', 'on_track', 'Achieved', false, undefined],
    ['complete and achieved agree', 'complete', 'Achieved', false, undefined],
    ['the person may be right', 'off_track', 'On track', false, `${askAlone} and may know more than the numbers show.`],
    [
      'missing numbers confirm nothing',
      'off_track',
      'Needs data',
      false,
      `${askAlone}, which the numbers cannot confirm yet: too many are missing.`,
    ],
    [
      'early numbers say nothing',
      'off_track',
      'On track',
      true,
      `${askAlone}, and it is too early for the numbers to say.`,
    ],
  ])('%s', (_, type, health, tooEarly, line) => {
    const told = tell({ tasks: [], project: project(reported(type)) })
    const { html } = update({ ...told, summary: { ...told.summary, health, tooEarly } })
    expect(
      read(html)
        .split('\n')
        .find((candidate) => candidate.startsWith('Olga reported')),
    ).toBe(line)
  })

  test("our own update is nobody's opinion", () => {
    const { status } = reported('off_track')
    expect(read(update(launch({ status: { ...status, isOurs: true } })).html)).not.toContain('reported')
  })

  test('a report without a name is a report', () => {
    const { author: _, ...status } = reported('off_track').status
    expect(read(update(launch({ status })).html)).toContain('Somebody reported Off track on 12 Nov and may know more')
  })
})
