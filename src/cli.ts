import { setUpCompileCache } from './app/compile-cache.ts'

setUpCompileCache()
const { runCommand } = await import('./cli/program.ts')
await runCommand()
