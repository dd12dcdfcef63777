// First file of the parsing process: loads the TypeScript of the reader from whatever folder it is started in. By `require`,
// because hooks for `import` need a thread of their own, whose start is half of the whole start.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
const require = createRequire(import.meta.url);
require("tsx/cjs/api").register();
const { serveParser } = require("./parser-serve.ts");
serveParser();
