// The start-up (`takhsis.mjs`, `boot/`) loads this by its path once dependencies and the generated client are there.
export { main } from "./cli/main";
