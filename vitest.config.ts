import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Needs a real S3 server and has a configuration of its own: npm run test:conformance
    // Needs Chromium, likewise: npm run test:browser
    exclude: ['test/conformance/conformance.test.ts', 'test/browser/**', '**/node_modules/**'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
})
