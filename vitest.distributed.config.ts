import { defineConfig } from 'vitest/config'

/** On a real Trino of three processes: `npm run test:distributed`. Its files share one cluster, and so one process. */
export default defineConfig({
  test: {
    include: ['test/distributed/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 600_000, // the server may have to be fetched first
    maxWorkers: 1,
    isolate: false,
  },
})
