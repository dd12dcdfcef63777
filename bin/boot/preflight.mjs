import fs from "node:fs";
import path from "node:path";
import { failure } from "./failure.mjs";
import { dataDir, root } from "./project.mjs";

const MB = 1024 * 1024;
/** A fresh cluster with its first write-ahead log, and room to work. */
const DATA_MB = 300;
/** All dependencies unpacked, and the built console. */
const TREE_MB = 2200;

function requireRoom(folder, wantedMb) {
  const disk = fs.statfsSync(folder);
  const freeMb = Math.floor((disk.bavail * disk.bsize) / MB);
  if (freeMb < wantedMb) throw failure("NO_SPACE_FOR", { path: folder, free: freeMb, wanted: wantedMb });
}

/** Makes the folder, proves that it can be written to, and that the disk has room. */
function requireFolder(folder, wantedMb) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    const probe = path.join(folder, `.probe-${process.pid}`);
    fs.writeFileSync(probe, "x");
    fs.rmSync(probe);
  } catch (error) {
    if (error.code === "ENOSPC" || error.code === "EDQUOT") throw failure("NO_SPACE", { path: folder });
    throw failure("DATA_FOLDER", { path: folder, reason: error.code ?? error.message });
  }
  requireRoom(folder, wantedMb);
}

/**
 * What must be true before anything is started: a platform we know, a data folder that can be written to, room on the
 * disk. Throws NOT_ON_WINDOWS, DATA_FOLDER, NO_SPACE, NO_SPACE_FOR.
 */
export function preflight() {
  if (process.platform === "win32") throw failure("NOT_ON_WINDOWS");
  const establishing = !fs.existsSync(path.join(dataDir, "postgres/place.json"));
  requireFolder(dataDir, establishing && !process.env.DATABASE_URL ? DATA_MB : 50);
  for (const name of ["logs", "run"]) fs.mkdirSync(path.join(dataDir, name), { recursive: true });
  if (!fs.existsSync(path.join(root, "node_modules"))) requireRoom(root, TREE_MB);
}
