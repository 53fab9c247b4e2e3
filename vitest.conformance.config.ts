import { defineConfig } from 'vitest/config'

/** The stand-in against a real S3 server: `npm run test:conformance`. */
export default defineConfig({
  test: {
    include: ['test/conformance/conformance.test.ts'],
    globalSetup: ['test/conformance/global-setup.ts'],
    testTimeout: 120_000,
  },
})
