import net from "node:net";
import { failure } from "./failure.mjs";

const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = net.createServer();
    // A machine without IPv6 cannot listen on "::" at any port: that says nothing about this one.
    server.once("error", (error) => resolve(error.code === "EAFNOSUPPORT" || error.code === "EADDRNOTAVAIL"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** The first port from `preferred` on that nobody uses, neither on this machine alone nor on all its addresses. */
export async function freePort(preferred, hosts = ["127.0.0.1", "0.0.0.0", "::"]) {
  for (let port = preferred; port < 65_536; port++) {
    let free = true;
    for (const host of hosts) free &&= await canListen(port, host);
    if (free) return port;
  }
  throw failure("NO_PORT", { port: preferred });
}

/** Does somebody answer at this port of this machine? */
export const answers = (port) =>
  new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
