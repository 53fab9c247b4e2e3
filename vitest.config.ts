import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These need a real S3 server, Chromium, Trino or LibreOffice, and have configurations of their own: npm run
    // test:conformance, test:browser, test:distributed, test:office
    exclude: [
      'test/conformance/conformance.test.ts',
      'test/browser/**',
      'test/distributed/**',
      'test/office/**',
      '**/node_modules/**',
    ],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
})
