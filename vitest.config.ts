import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    // Concurrent tests run whole services and mostly wait for them.
    maxConcurrency: 10,
    hookTimeout: 20_000,
    coverage: { provider: 'v8', include: ['src/domain/**'], reporter: ['text-summary', 'html'] },
  },
})
