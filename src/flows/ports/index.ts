/** What the flows need from the world, and how that may fail. */
export type { FieldDefinition } from '../../domain/model.ts'
export * from './asana.ts'
export * from './errors.ts'
export * from './log.ts'
export * from './store.ts'
export * from './sync-queue.ts'
export * from './webhook-store.ts'
