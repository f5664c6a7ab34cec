import type { Context } from '../../app/context.ts'
import type { Config } from '../../config/config.ts'
import { checkPace } from '../../flows/doctor/check-rate-limit.ts'
import { type Line, notChecked, ok, problem } from '../../flows/doctor/check-result.ts'
import { checkSetup } from '../../flows/doctor/check-setup.ts'
import { BUSY_TASKS, checkUser } from '../../flows/doctor/check-user.ts'
import { checkPolling, checkWebhooks } from '../../flows/doctor/check-webhooks.ts'
import { checkFailure } from '../../flows/doctor/describe-error.ts'
import type { Named } from '../../flows/ports/asana-admin.ts'
import { type Me, PortError } from '../../flows/ports/index.ts'
import type { CurrentState } from '../../flows/setup/current-state.ts'
import { planSetup } from '../../flows/setup/plan.ts'
import { readFound } from '../../flows/setup/read-current-state.ts'
import { inspectWebhooks } from '../../flows/webhooks/inspect.ts'
import { parseTargetToken } from '../../flows/webhooks/target-url.ts'
import { type AsanaAdminClient, createAdminClient } from '../asana-client.ts'

/** Everything Asana can tell: the token, whose it is, what it opens, and who listens. */
export async function lookAtAsana(config: Config, context: Context | undefined): Promise<Line[]> {
  const asana = createAdminClient(config.asana)
  try {
    const me = await asana.readMe()
    const workspace = findWorkspace(config, me)
    if (!workspace) return [ok('Token', `Asana takes it: ${me.name}.`), toWorkspaceProblem(config, me)]
    return [
      ok('Token', `Asana takes it, in the workspace ${workspace.name}.`),
      ...(await lookInside(config, context, { asana, me, workspace })),
    ]
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return [
      checkFailure('Token', error),
      notChecked('Access', 'user, fields and webhooks need a token that works, too'),
    ]
  }
}

type Inside = Readonly<{ asana: AsanaAdminClient; me: Me; workspace: Named }>

async function lookInside(config: Config, context: Context | undefined, inside: Inside): Promise<Line[]> {
  const { asana, me, workspace } = inside
  const { portfolioGids, projectGids, fieldPins: pins, requestsPerMinute } = config.asana
  const wish = { portfolioGids, projectGids, wantsTemplate: false, settings: {}, pins }
  return [
    ...(await guarded('User', async () => [
      checkUser(me, await asana.countOwnOpenTasks(workspace.gid, BUSY_TASKS + 1)),
    ])),
    ...(await guarded('Access', async () => {
      const found = await readFound(asana, { me, workspace, saved: {} }, wish)
      return [
        ...checkSetup(found, planSetup(found, wish)),
        checkPace(requestsPerMinute, found.definitions === undefined),
        ...(await guarded('Webhooks', () => lookAtWebhooks(config, context, inside, found))),
      ]
    })),
  ]
}

async function lookAtWebhooks(
  { http, pollEveryMs }: Config,
  context: Context | undefined,
  { asana, workspace }: Inside,
  found: CurrentState,
): Promise<Line[]> {
  if (!http.publicUrl) {
    const ours = (await asana.readWebhooks(workspace.gid)).filter(({ target }) => parseTargetToken(target))
    return [checkPolling(pollEveryMs, ours.length)]
  }
  if (!context) return [notChecked('Webhooks', 'what is known of them is in Redis')]
  const { webhooks, log, clock } = context
  const deps = { asana, webhooks, log, clock, workspaceGid: workspace.gid, publicUrl: http.publicUrl }
  const names = new Map([...found.portfolios, ...found.projects].map(({ gid, name }) => [gid, name]))
  const wanted = [...found.portfolios.map(({ gid }) => gid), ...found.servedGids]
  return checkWebhooks(
    await inspectWebhooks(deps),
    wanted.map((gid) => ({ gid, name: names.get(gid) ?? gid })),
  )
}

/** One look that Asana refuses must not hide the others. */
async function guarded(subject: string, look: () => Promise<Line[]>): Promise<Line[]> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return [checkFailure(subject, error)]
  }
}

function findWorkspace({ asana: { workspaceGid } }: Config, { workspaces }: Me): Named | undefined {
  const [only, ...others] = workspaces.filter(({ gid }) => !workspaceGid || gid === workspaceGid)
  return others.length === 0 ? only : undefined
}

function toWorkspaceProblem({ asana: { workspaceGid } }: Config, { workspaces }: Me): Line {
  const list = workspaces.map(({ gid, name }) => `${gid} (${name})`).join(', ')
  const message = workspaceGid ? `The token does not see the workspace ${workspaceGid}.` : 'The token sees several.'
  return problem('Workspace', message, `Set ASANA_WORKSPACE to one of: ${list}.`)
}
