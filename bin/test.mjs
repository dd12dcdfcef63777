#!/usr/bin/env node
import { requireNode } from "./boot/node-version.mjs";

requireNode();
import("./boot/test-environment.mjs")
  .then(() => import("./boot/test-run.mjs"))
  .then(({ runTests }) => runTests(process.argv.slice(2)));
