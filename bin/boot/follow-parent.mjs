// Loaded into a child that is not ours (`next start`) beside its own code.
import { subscribe, unsubscribe } from "node:diagnostics_channel";

// The first connection this very process takes proves that it, and not somebody else, has the port.
const CONNECTIONS = "net.server.socket";
function tellServing() {
  unsubscribe(CONNECTIONS, tellServing);
  process.send?.("serving");
}

// Only our direct child: what it forks itself has a channel of its own to it, and needs that to stay alive.
if (process.channel && process.ppid === Number(process.env.TAKHSIS_PARENT)) {
  // When the process that started it is gone, nobody is left to stop it: it goes too. The channel itself must not keep
  // it alive.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
  subscribe(CONNECTIONS, tellServing);
}
