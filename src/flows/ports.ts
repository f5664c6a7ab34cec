/** What the flows need from the world, and how that may fail. */
export type { FieldDefinition, NewField } from '../domain/model.ts'
export * from './ports/asana.ts'
export * from './ports/failure.ts'
export * from './ports/hooks.ts'
export * from './ports/log.ts'
export * from './ports/store.ts'
