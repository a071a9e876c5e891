/** Loads packages and does nothing with them: `node load.js PACKAGE...`. */
for (const name of process.argv.slice(2)) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- what is measured
  require(name);
}
