import { loadEnvFile } from '../config/config.ts'

/** The environment, completed by the `.env` file of this directory. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  loadEnvFile()
  return process.env
}
