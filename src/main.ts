import { keepCompiled } from './app/compile-cache.ts'

keepCompiled()
const { runProcess } = await import('./app/process.ts')
await runProcess(process.env)
