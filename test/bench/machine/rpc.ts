/** Functions of another process, called by name over the IPC channel. */
// biome-ignore lint/suspicious/noExplicitAny: any function may be called from afar
type Functions = Readonly<Record<string, (...args: any[]) => unknown>>
export type Remote<F extends object> = {
  readonly [Name in keyof F]: F[Name] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never
}

export type Call = Readonly<{ id: number; name: string; args: readonly unknown[] }>
export type Answer = Readonly<{ id: number; value?: unknown; error?: string }>

/** In the child: offers its functions, says that it is ready, and ends when the parent goes. */
export function serve(functions: Functions, end: () => Promise<unknown> = async () => {}): void {
  const send = (answer: Answer) => void process.send?.(answer)
  process.on('message', ({ id, name, args }: Call) => {
    const run = async () => functions[name]?.(...args)
    run().then(
      (value) => send({ id, value }),
      (error: unknown) => send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => {
    setTimeout(() => process.exit(), 3_000).unref()
    void end().finally(() => process.exit())
  })
  send({ id: 0 })
}
