const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/** npm passes on the Ctrl-C that the terminal has sent us already: two signals this close are one. */
const SAME_MS = 700;

/**
 * One signal for every way of being told to stop: Ctrl-C, SIGTERM, a closed terminal, the end of the parent that
 * started us. → {signal, whenIgnored(clean)}: `clean` runs if the process is still there after the grace, or at once
 * on a second Ctrl-C.
 */
export function onStop(graceMs) {
  const stopping = new AbortController();
  let clean = async () => process.exit(130);
  let firstAsked = null;
  const stop = () => {
    const now = Date.now();
    if (firstAsked === null) {
      firstAsked = now;
      stopping.abort();
      setTimeout(() => clean(), graceMs).unref();
    } else if (now - firstAsked > SAME_MS) clean();
  };
  for (const name of SIGNALS) process.on(name, stop);
  process.once("disconnect", stop);
  process.channel?.unref();
  return {
    signal: stopping.signal,
    whenIgnored: (work) => {
      clean = work;
    },
  };
}
