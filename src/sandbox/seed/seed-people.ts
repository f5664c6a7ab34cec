import type { PersonKey } from './seed-story.ts'

/** The marketing team of the story. */
export const STORY_PEOPLE: Readonly<Record<PersonKey, Readonly<{ name: string; email: string }>>> = {
  maya: { name: 'Maya Okafor', email: 'maya@fernwood.example' },
  jonas: { name: 'Jonas Lindqvist', email: 'jonas@fernwood.example' },
  priya: { name: 'Priya Raman', email: 'priya@fernwood.example' },
  tomas: { name: 'Tomás Herrera', email: 'tomas@fernwood.example' },
  lena: { name: 'Lena Vogt', email: 'lena@fernwood.example' },
  sam: { name: 'Sam Whitfield', email: 'sam@fernwood.example' },
}

/** The user the service acts as. The token opens nothing but this sandbox. */
export const STORY_BOT = {
  name: 'V2MOM Assistant',
  email: 'v2mom@fernwood.example',
  token: 'sandbox-assistant',
} as const

export const STORY_WORKSPACE = 'Fernwood Outdoor'
export const STORY_PORTFOLIO = 'Marketing'
