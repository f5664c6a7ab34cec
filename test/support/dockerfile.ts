export type Instruction = Readonly<{ name: string; value: string }>

/** The instructions of a Dockerfile by build stage; comments are left out and continued lines joined. */
export function parseDockerfile(text: string): Instruction[][] {
  const joined = text.replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, '')
  const stages: Instruction[][] = []
  for (const line of joined.split('\n').filter((one) => one.trim() !== '')) {
    const [, name = '', value = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? []
    if (name === 'FROM') stages.push([])
    stages.at(-1)?.push({ name, value })
  }
  return stages
}

/** What `ENV` lines set. */
export function readEnv(stage: readonly Instruction[]): Record<string, string> {
  const pairs = valuesOf(stage, 'ENV').flatMap((value) => value.split(/\s+/).map((pair) => pair.split('=')))
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]))
}

export function valuesOf(stage: readonly Instruction[], name: string): string[] {
  return stage.filter((one) => one.name === name).map(({ value }) => value)
}
