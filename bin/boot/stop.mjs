const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/**
 * One signal for every way of being told to stop: Ctrl-C, SIGTERM, a closed terminal, the end of the parent that
 * started us. → {signal, whenIgnored(clean)}: `clean` runs if the process is still there after the grace, or at once
 * on a second Ctrl-C.
 */
export function onStop(graceMs) {
  const stopping = new AbortController();
  let clean = async () => process.exit(130);
  let asked = 0;
  const stop = () => {
    asked += 1;
    stopping.abort();
    if (asked === 2) return clean();
    if (asked === 1) setTimeout(() => clean(), graceMs).unref();
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
