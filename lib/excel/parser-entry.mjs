// First file of the parsing process: loads the TypeScript of the reader as the command line does, from whatever folder it is started in.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register({ tsconfig: fileURLToPath(new URL("../../tsconfig.json", import.meta.url)) });
const { serveParser } = await import("./parser-serve.ts");
serveParser();
