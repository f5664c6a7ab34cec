import { configDefaults, defineConfig } from 'vitest/config'

/** The benchmark in miniature starts processes for a minute: `npm run test:bench` runs it, and nothing else. */
const MINIATURE = 'test/bench/miniature.test.ts'
const isBench = process.env['BENCH'] === 'tiny'

export default defineConfig({
  test: {
    include: isBench ? [MINIATURE] : ['test/**/*.test.ts'],
    exclude: isBench ? configDefaults.exclude : [...configDefaults.exclude, MINIATURE],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    // Most files wait for services they started: two at a time take little more than half as long, even on two cores.
    maxWorkers: 2,
    // Concurrent tests run whole services and mostly wait for them.
    maxConcurrency: 10,
    hookTimeout: 20_000,
    coverage: { provider: 'v8', include: ['src/domain/**'], reporter: ['text-summary', 'html'] },
  },
})
