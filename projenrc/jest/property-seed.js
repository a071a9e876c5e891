/**
 * Gives all properties of fast-check the seed in PROPERTY_SEED, if it is set. Without it, each run tries other inputs, and a property that fails prints its seed.
 */
'use strict';

const { PROPERTY_SEED } = process.env;
if (PROPERTY_SEED) {
  if (!/^\d+$/.test(PROPERTY_SEED)) { throw new Error(`'PROPERTY_SEED' must be a whole number, got "${PROPERTY_SEED}"`); }
  const { configureGlobal, readConfigureGlobal } = require('fast-check');
  configureGlobal({ ...readConfigureGlobal(), seed: Number(PROPERTY_SEED) });
}
