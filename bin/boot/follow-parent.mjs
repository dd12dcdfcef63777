// Loaded into a child that is not ours (`next start`): when the process that started it is gone, it has nobody to stop
// it any more and goes too. The channel must not keep it alive by itself.
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
