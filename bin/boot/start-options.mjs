import { parseArgs } from "node:util";
import { failure } from "./failure.mjs";

const count = (name, value) => {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(value)) throw failure("USAGE", { reason: `--${name} ${value}` });
  return Number(value);
};

/**
 * Options of `npm start` and `npm run demo`: {demo, once, json, fresh, dev, students, mentors, port}. Throws USAGE.
 */
export function readOptions(argv) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        once: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        fresh: { type: "boolean", default: false },
        dev: { type: "boolean", default: false },
        students: { type: "string" },
        mentors: { type: "string" },
      },
    });
    const demo = positionals[0] === "demo";
    const spare = positionals.slice(demo ? 1 : 0);
    if (spare.length > 0) throw failure("USAGE", { reason: spare.join(" ") });
    const onlyDemo = ["once", "json", "students", "mentors"].filter((name) => values[name]);
    if (!demo && onlyDemo.length > 0) throw failure("USAGE", { reason: `--${onlyDemo[0]}` });
    const port = Number(process.env.PORT || 3000);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw failure("USAGE", { reason: `PORT=${process.env.PORT}` });
    const sizes = { students: count("students", values.students), mentors: count("mentors", values.mentors) };
    return { ...values, ...sizes, demo, port };
  } catch (error) {
    throw error.explained ? error : failure("USAGE", { reason: error.message });
  }
}
