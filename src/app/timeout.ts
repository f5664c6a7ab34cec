/** Waits for something to end, but no longer than this: what needs Redis may wait for ever for it. */
export async function waitAtMost(seconds: number, shutdown: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000)
  })
  await Promise.race([shutdown.then(() => {}), over]).finally(() => clearTimeout(timer))
}
