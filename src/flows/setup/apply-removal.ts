import { isPermanentError } from './apply.ts'
import type { SetupAsana } from './current-state.ts'
import type { RemovalStep } from './removal.ts'

export type RejectedRemoval = Readonly<{ step: RemovalStep; detail: string }>

/** Runs the plan. What is gone already counts as removed; a refused step is returned, and the others go on. */
export async function applyRemoval(
  asana: SetupAsana,
  steps: readonly RemovalStep[],
  onStep: (step: RemovalStep) => void,
): Promise<RejectedRemoval[]> {
  const rejected: RejectedRemoval[] = []
  for (const step of steps) {
    onStep(step)
    try {
      await runStep(asana, step)
    } catch (error) {
      if (!isPermanentError(error)) throw error
      if (error.kind !== 'not-found') rejected.push({ step, detail: error.message })
    }
  }
  return rejected
}

async function runStep(asana: SetupAsana, step: RemovalStep): Promise<void> {
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
