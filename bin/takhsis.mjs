#!/usr/bin/env node
import { requireNode } from "./boot/node-version.mjs";

requireNode();
import("./boot/command.mjs").then(({ runCommand }) => runCommand(process.argv.slice(2)));
