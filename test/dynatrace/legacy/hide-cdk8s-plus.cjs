// Makes cdk8s-plus-28 a package that is not installed, for the process that requires this file first.
const Module = require('node:module');

const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  if (/^cdk8s-plus-28(\/|$)/.test(request)) {
    throw Object.assign(new Error(`Cannot find module '${request}'\nRequire stack:\n- somewhere`), { code: 'MODULE_NOT_FOUND' });
  }
  return resolveFilename.call(this, request, ...rest);
};
