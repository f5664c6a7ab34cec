import { keepCompiled } from './compile-cache.ts'

keepCompiled()
const { runCommand } = await import('./cli/program.ts')
await runCommand()
