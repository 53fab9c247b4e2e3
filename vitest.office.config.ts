import { defineConfig } from 'vitest/config'

/** Needs LibreOffice (`apt-get install libreoffice-calc-nogui`), and so is not among the tests of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/office/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
  },
})
