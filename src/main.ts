import { runProcess } from './app-process.ts'

await runProcess(process.env)
