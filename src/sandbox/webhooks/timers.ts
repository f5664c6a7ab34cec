/** Timers that can all be stopped at once. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>()

  get isEmpty(): boolean {
    return this.#running.size === 0
  }

  after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#running.delete(timer)
      work()
    }, ms)
    this.#running.add(timer)
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  clear(): void {
    for (const timer of this.#running) clearTimeout(timer)
    this.#running.clear()
  }
}
