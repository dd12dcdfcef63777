import { defineConfig } from "@playwright/test";
import { findBrowser } from "./bin/boot/browser.mjs";

const baseURL = process.env.E2E_BASE_URL;
// The tests write: they need a console and a database of their own, which only the test command provides.
if (!baseURL) throw new Error("Run the browser tests with: npm test -- e2e [file]");
const browser = await findBrowser();

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: true,
  reporter: [["list"], ["json"]],
  use: {
    baseURL,
    locale: "fa-IR",
    timezoneId: "Asia/Tehran",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: browser.path,
      env: { ...process.env, ...browser.env },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
