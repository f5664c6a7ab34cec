/** What a process has used since it began. */
export type Usage = Readonly<{ peakBytes: number; cpuMs: number }>

export function readUsage(): Usage {
  const { user, system } = process.cpuUsage()
  return { peakBytes: process.resourceUsage().maxRSS * 1024, cpuMs: (user + system) / 1000 }
}
