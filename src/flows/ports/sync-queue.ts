/** Why a project is synced: an event, or a comparison with Asana, which waits until no event does. */
export type SyncCause = 'change' | 'reconcile'

/** Where the flows enqueue work. A method rejects when Redis does not answer. */
export type SyncQueue = {
  /**
   * Syncs a project; default cause `change`. Changes within the debounce delay become one sync, and those that arrive
   * while it runs become exactly one more.
   */
  enqueueProjectSync(projectGid: string, cause?: SyncCause): Promise<void>
  /** Rolls up a portfolio, after `delayMs` or soon. */
  enqueuePortfolioRollup(portfolioGid: string, delayMs?: number): Promise<void>
  /** Reads again which projects the portfolios hold. */
  enqueuePortfolioContentsRefresh(): Promise<void>
}
