import { runCheck } from "./check.mjs";
import { ensureClient } from "./client.mjs";
import { reportFailure } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { preflight } from "./preflight.mjs";
import { makeSay } from "./say.mjs";
import { onStop } from "./stop.mjs";
import { ensureTemplate } from "./template.mjs";
import { runPlaywright, runVitest } from "./test-parts.mjs";
import { throwawayServer } from "./throwaway.mjs";

const PARTS = ["unit", "db", "e2e"];

/** Which parts, and which of their files: `npm test`, `npm test -- db counter`, `npm test -- check`. */
function readArguments(argv) {
  if (argv[0] === "check") return { check: true };
  const parts = argv.filter((word) => PARTS.includes(word));
  return { parts: parts.length > 0 ? parts : PARTS, filters: argv.filter((word) => !PARTS.includes(word)) };
}

/** A part that could not run is told and counts as one failure. */
async function counted(name, run) {
  try {
    return await run();
  } catch (error) {
    reportFailure(error);
    return { [name]: { passed: 0, failed: 1 } };
  }
}

async function runParts({ parts, filters }, { say, signal, whenIgnored }) {
  const needsServer = parts.some((name) => name !== "unit");
  const own = needsServer && !process.env.TEST_DATABASE_URL ? await throwawayServer() : null;
  const remove = async () => own?.remove();
  whenIgnored(() => remove().finally(() => process.exit(130)));
  const serverUrl = own?.url ?? process.env.TEST_DATABASE_URL;
  const counts = {};
  try {
    if (needsServer) await say.step("template", {}, () => ensureTemplate(serverUrl));
    const env = { ...process.env, TEST_DATABASE_URL: serverUrl ?? "" };
    const projects = parts.filter((name) => name !== "e2e");
    if (projects.length > 0)
      Object.assign(
        counts,
        await counted(projects[0], async () => (await runVitest(projects, filters, { env, signal })).counts),
      );
    if (parts.includes("e2e") && !signal.aborted)
      Object.assign(
        counts,
        await counted("e2e", async () => ({ e2e: await runPlaywright(filters, { say, serverUrl, signal }) })),
      );
  } finally {
    await remove();
  }
  return counts;
}

/** The sum stands alone in the last line: `N passed, N failed`. → exit code; running nothing is a failure too. */
function summarise(counts, seconds, say) {
  say.line();
  const total = { passed: 0, failed: 0 };
  for (const [name, { passed, failed }] of Object.entries(counts)) {
    say.line(`${name.padEnd(6)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  say.line(`${seconds.toFixed(0)} s`);
  say.line(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** `npm test` and `npm run check`. */
export async function runTests(argv) {
  const began = Date.now();
  const say = makeSay();
  const { signal, whenIgnored } = onStop(15_000);
  const wanted = readArguments(argv);
  let code = 1;
  try {
    preflight();
    await ensureInstalled(say, { development: true });
    await ensureClient(say);
    const counts = wanted.check ? await runCheck(say) : await runParts(wanted, { say, signal, whenIgnored });
    code = summarise(counts, (Date.now() - began) / 1000, say);
  } catch (error) {
    code = reportFailure(error);
  }
  process.exit(signal.aborted ? 130 : code);
}
