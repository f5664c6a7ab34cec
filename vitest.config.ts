import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
