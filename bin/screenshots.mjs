#!/usr/bin/env node
import { requireNode } from "./boot/node-version.mjs";

requireNode();
import("./boot/screenshots.mjs").then(({ takeScreenshots }) => takeScreenshots(process.argv.slice(2)));
