import { readFileSync } from 'node:fs'

/** What a process has used since it began. */
export type Usage = Readonly<{ peakBytes: number; cpuMs: number }>

export function readUsage(): Usage {
  const { user, system } = process.cpuUsage()
  return { peakBytes: readPeak() * 1024, cpuMs: (user + system) / 1000 }
}

/** In kB. `maxRSS` is the second choice: on Linux it remembers how large the process was from which this one was forked. */
function readPeak(): number {
  try {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    return peak === undefined ? process.resourceUsage().maxRSS : Number(peak)
  } catch {
    return process.resourceUsage().maxRSS
  }
}
