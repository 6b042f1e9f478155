// The suffix of a test file says what it needs: nothing, a browser page (.dom), a database (.db, on both engines), the whole house (.journey).
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { CHROMIUM_FLAGS, findChromium } from './tests/prepare/chromium.ts';

const chromium = findChromium();

/**
 * Tests that need a database, on one engine. An embedded engine costs a gigabyte and a core: two at a time.
 * Their files share what they load, which takes longer than most of them: no module may keep a state of one file.
 */
function database(engine: 'postgres' | 'embedded', groupOrder: number): TestProjectInlineConfiguration {
  return {
    test: {
      name: `db:${engine}`,
      include: ['tests/**/*.db.test.ts'],
      env: { FENGSUI_TEST_ENGINE: engine },
      pool: 'forks',
      isolate: false,
      maxWorkers: 2,
      sequence: { groupOrder },
      testTimeout: 60_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  test: {
    watch: false,
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.db.test.ts', 'tests/**/*.journey.test.ts'],
          sequence: { groupOrder: 0 },
          testTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        // Found while a test already runs, a dependency would be bundled anew, with a second React in it.
        optimizeDeps: { include: ['@tanstack/react-query', '@tanstack/react-router', 'socket.io-client', 'zustand'] },
        test: {
          name: 'dom',
          include: ['tests/**/*.dom.test.tsx'],
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: CHROMIUM_FLAGS, ...(chromium ? { executablePath: chromium } : {}) },
              contextOptions: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1280, height: 800 } }],
          },
        },
      },
      database('postgres', 2),
      database('embedded', 3),
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/*.journey.test.ts'],
          globalSetup: ['tests/journeys/prepare.ts'],
          pool: 'forks',
          // A journey waits more than it works: two fill two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
