import type { Context } from '../../app/context.ts'
import type { Config } from '../../config/config.ts'
import { checkRequestRate } from '../../flows/doctor/check-rate-limit.ts'
import { type CheckResult, notChecked, ok, problem } from '../../flows/doctor/check-result.ts'
import { checkSetup } from '../../flows/doctor/check-setup.ts'
import { checkUser, MAX_BOT_TASKS } from '../../flows/doctor/check-user.ts'
import { checkPolling, checkWebhooks } from '../../flows/doctor/check-webhooks.ts'
import { describeFailure } from '../../flows/doctor/describe-error.ts'
import type { Named } from '../../flows/ports/asana-admin.ts'
import { type Me, PortError } from '../../flows/ports/index.ts'
import type { CurrentState } from '../../flows/setup/current-state.ts'
import { planSetup } from '../../flows/setup/plan.ts'
import { readCurrentState } from '../../flows/setup/read-current-state.ts'
import { inspectWebhooks } from '../../flows/webhooks/inspect.ts'
import { parseTargetToken } from '../../flows/webhooks/target-url.ts'
import { type AsanaAdminClient, createAdminClient } from '../asana-client.ts'

/** The token, its user, access to what is tracked, fields and webhooks. `context` is undefined without Redis. */
export async function checkAsana(config: Config, context: Context | undefined): Promise<CheckResult[]> {
  const asana = createAdminClient(config.asana)
  try {
    const me = await asana.readMe()
    const workspace = findWorkspace(config, me)
    if (!workspace) return [ok('Token', `Asana takes it: ${me.name}.`), toWorkspaceProblem(config, me)]
    return [
      ok('Token', `Asana takes it, in the workspace ${workspace.name}.`),
      ...(await checkWorkspace(config, context, { asana, me, workspace })),
    ]
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return [
      describeFailure('Token', error),
      notChecked('Access', 'user, fields and webhooks need a token that works, too'),
    ]
  }
}

type WorkspaceContext = Readonly<{ asana: AsanaAdminClient; me: Me; workspace: Named }>

async function checkWorkspace(
  config: Config,
  context: Context | undefined,
  workspaceContext: WorkspaceContext,
): Promise<CheckResult[]> {
  const { asana, me, workspace } = workspaceContext
  const { portfolioGids, projectGids, fieldPins: pins, requestsPerMinute } = config.asana
  const desired = { portfolioGids, projectGids, wantsTemplate: false, settings: {}, pins }
  return [
    ...(await orFailure('User', async () => [
      checkUser(me, await asana.countOwnOpenTasks(workspace.gid, MAX_BOT_TASKS + 1)),
    ])),
    ...(await orFailure('Access', async () => {
      const current = await readCurrentState(asana, { me, workspace, saved: {} }, desired)
      return [
        ...checkSetup(current, planSetup(current, desired)),
        checkRequestRate(requestsPerMinute, current.definitions === undefined),
        ...(await orFailure('Webhooks', () => checkOwnWebhooks(config, context, workspaceContext, current))),
      ]
    })),
  ]
}

async function checkOwnWebhooks(
  { http, pollEveryMs }: Config,
  context: Context | undefined,
  { asana, workspace }: WorkspaceContext,
  current: CurrentState,
): Promise<CheckResult[]> {
  if (!http.publicUrl) {
    const ours = (await asana.readWebhooks(workspace.gid)).filter(({ target }) => parseTargetToken(target))
    return [checkPolling(pollEveryMs, ours.length)]
  }
  if (!context) return [notChecked('Webhooks', 'what is known of them is in Redis')]
  const { webhooks, log, clock } = context
  const deps = { asana, webhooks, log, clock, workspaceGid: workspace.gid, publicUrl: http.publicUrl }
  const names = new Map([...current.portfolios, ...current.projects].map(({ gid, name }) => [gid, name]))
  const wanted = [...current.portfolios.map(({ gid }) => gid), ...current.servedGids]
  return checkWebhooks(
    await inspectWebhooks(deps),
    wanted.map((gid) => ({ gid, name: names.get(gid) ?? gid })),
  )
}

/** A request that Asana refuses becomes a result, so that the other checks still run. */
async function orFailure(subject: string, look: () => Promise<CheckResult[]>): Promise<CheckResult[]> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return [describeFailure(subject, error)]
  }
}

function findWorkspace({ asana: { workspaceGid } }: Config, { workspaces }: Me): Named | undefined {
  const [only, ...others] = workspaces.filter(({ gid }) => !workspaceGid || gid === workspaceGid)
  return others.length === 0 ? only : undefined
}

function toWorkspaceProblem({ asana: { workspaceGid } }: Config, { workspaces }: Me): CheckResult {
  const list = workspaces.map(({ gid, name }) => `${gid} (${name})`).join(', ')
  const message = workspaceGid ? `The token does not see the workspace ${workspaceGid}.` : 'The token sees several.'
  return problem('Workspace', message, `Set ASANA_WORKSPACE to one of: ${list}.`)
}
