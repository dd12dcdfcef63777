// First file of the parsing process: loads the TypeScript of the reader as the command line does.
import { register } from "tsx/esm/api";

register();
const { serveParser } = await import("./parser-serve.ts");
serveParser();
