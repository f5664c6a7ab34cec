import { PortError } from '../ports/index.ts'
import type { SetupAsana } from './current-state.ts'
import type { RemovalStep } from './removal.ts'

export type RefusedRemoval = Readonly<{ step: RemovalStep; detail: string }>

/** Takes back what was planned; what is gone already is fine, what is refused is told and the others go on. */
export async function applyRemoval(
  asana: SetupAsana,
  steps: readonly RemovalStep[],
  begin: (step: RemovalStep) => void,
): Promise<RefusedRemoval[]> {
  const refused: RefusedRemoval[] = []
  for (const step of steps) {
    begin(step)
    try {
      await perform(asana, step)
    } catch (error) {
      if (
        !(error instanceof PortError) ||
        !['payment-required', 'forbidden', 'bad-request', 'not-found'].includes(error.kind)
      )
        throw error
      if (error.kind !== 'not-found') refused.push({ step, detail: error.message })
    }
  }
  return refused
}

async function perform(asana: SetupAsana, step: RemovalStep): Promise<void> {
  switch (step.kind) {
    case 'delete-webhook':
      return asana.deleteWebhook(step.gid)
    case 'delete-health-task':
      return asana.deleteTask(step.gid)
    case 'detach-field': {
      const { kind, parentGid, fieldGid } = step.attached
      return kind === 'portfolio'
        ? asana.removeFieldFromPortfolio(parentGid, fieldGid)
        : asana.removeFieldFromProject(parentGid, fieldGid)
    }
    case 'delete-field':
      return asana.deleteField(step.gid)
    default:
      return step satisfies never
  }
}
