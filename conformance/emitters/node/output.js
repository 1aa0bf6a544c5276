'use strict';
// Keeps standard output for `ready` and the answers of the control protocol: what libraries say on the console goes to standard error.
// It is the first file that an emitter loads, because OpenTelemetry's API remembers the console that it finds.

const { Console } = require('node:console');

globalThis.console = new Console(process.stderr);

function say(line) {
  // A pipe is written to synchronously: the line is out when this returns.
  process.stdout.write(`${line}\n`);
}

module.exports = { say };
