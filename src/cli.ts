import { keepCompiled } from './app/compile-cache.ts'

keepCompiled()
const { runCommand } = await import('./cli/program.ts')
await runCommand()
