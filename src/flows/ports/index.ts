/** What the flows need from outside: Asana, memory, a log; and how these may fail. */
export type { FieldDefinition } from '../../domain/model.ts'
export * from './asana.ts'
export * from './errors.ts'
export * from './store.ts'
export * from './sync-queue.ts'
export * from './webhook-store.ts'

/** The part of pino that the flows use. */
export type Log = Readonly<{
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}>
