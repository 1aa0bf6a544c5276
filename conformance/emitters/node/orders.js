'use strict';
// The order service: one scenario, told the same way by every emitter, see ../python/orders.py.

const { parseArgs } = require('node:util');
const { say } = require('./output');

// Tier and duration in seconds of each order. Each tier's last order stays open.
const ORDERS = [
  ['gold', 0.004], ['silver', 0.02], ['bronze', 0.3], ['gold', 0.06], ['silver', 0.7], ['bronze', 2.0],
  ['gold', 0.011], ['silver', 0.25], ['bronze', 0.09], ['gold', 7.5], ['silver', 0.033], ['bronze', 0.5],
];

// Upper bounds of the buckets of order durations, in seconds.
const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

// How many orders wait in each queue.
const QUEUES = { kitchen: 3, bar: 0 };

// Plays the list. Each library has its own shop, with `ordered`, `opened` and `waiting`.
function play(shop) {
  for (const [tier, seconds] of ORDERS) shop.ordered(tier, seconds);
  for (const tier of ['gold', 'silver', 'bronze']) shop.opened(tier);
  for (const [queue, length] of Object.entries(QUEUES)) shop.waiting(queue, length);
}

// The command line that every emitter has; `serves` says whether it has an endpoint.
function options({ serves }) {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, linger: { type: 'string' }, rename: { type: 'boolean' }, openmetrics: { type: 'boolean' } },
  });
  if (serves && !values.port) throw new Error('--port PORT is missing');
  return values;
}

// Waits until the time is over or somebody asks for the end.
function linger(seconds) {
  return new Promise((resolve) => {
    // Without a time it is as long as a timer can be, since nothing else may keep the program alive.
    const timer = setTimeout(resolve, seconds === undefined ? 2 ** 31 - 1 : Number(seconds) * 1000);
    for (const signal of ['SIGTERM', 'SIGINT']) {
      process.once(signal, () => {
        clearTimeout(timer);
        resolve();
      });
    }
    say('ready');
  });
}

module.exports = { BUCKETS, play, options, linger };
