// One bench in a process of its own, so that its memory and its warm-up are its own. Tells its rows over the channel.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { register } from "tsx/esm/api";
import { root } from "./project.mjs";

register({ tsconfig: path.join(root, "tsconfig.json") });
const { bench } = await import(pathToFileURL(process.argv[2]).href);
const rows = await bench.run();
process.send({ name: bench.name, rows }, () => process.exit(0));
