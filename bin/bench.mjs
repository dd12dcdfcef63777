#!/usr/bin/env node
import { requireNode } from "./boot/node-version.mjs";

requireNode();
import("./boot/test-environment.mjs")
  .then(() => import("./boot/bench-run.mjs"))
  .then(({ runBenches }) => runBenches(process.argv.slice(2)));
