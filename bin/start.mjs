#!/usr/bin/env node
import { requireNode } from "./boot/node-version.mjs";

requireNode();
import("./boot/start.mjs").then(({ runStart }) => runStart(process.argv.slice(2)));
