import type { Request, Response } from 'express'

/** How long a burst of changes is gathered before the pages are rung. */
const QUIET_MS = 120
const BEAT_MS = 25_000

export type Live = Readonly<{
  /** Keeps a page's line open (Server-Sent Events). */
  connect(request: Request, response: Response): void
  /** Rings every open page, once per burst. */
  notifyClients(): void
  close(): void
}>

/** The bell that tells open pages to look again. */
export function createEventStream(): Live {
  const lines = new Set<Response>()
  let timer: NodeJS.Timeout | undefined
  const tell = (text: string) => {
    for (const line of lines) line.write(text)
  }
  const beat = setInterval(() => tell(': still here\n\n'), BEAT_MS).unref()
  return {
    connect(request, response) {
      response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write('retry: 1000\n\n')
      lines.add(response)
      request.on('close', () => lines.delete(response))
    },
    notifyClients() {
      timer ??= setTimeout(() => {
        timer = undefined
        tell('event: change\ndata: look\n\n')
      }, QUIET_MS).unref()
    },
    close() {
      clearInterval(beat)
      clearTimeout(timer)
      for (const line of lines) line.end()
    },
  }
}
