import { setUpCompileCache } from './app/compile-cache.ts'

setUpCompileCache()
const { runProcess } = await import('./app/process.ts')
await runProcess(process.env)
