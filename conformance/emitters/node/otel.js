'use strict';
// What the OpenTelemetry emitters share: the SDK as the environment sets it up, the shop's instruments, and what can be told to the SDK.

const orders = require('./orders');
const control = require('./control');
const { metrics, ValueType } = require('@opentelemetry/api');
const { NodeSDK } = require('@opentelemetry/sdk-node');

// Starts the SDK, plays the shop, and stays as long as it is asked to.
async function run(options) {
  // Without this the SDK says nothing at all. `info` is the default of OpenTelemetry's specification.
  process.env.OTEL_LOG_LEVEL ??= 'info';
  const sdk = new NodeSDK();
  sdk.start();
  orders.play(new Shop(options.rename));
  // The endpoint of the bridge opens before the next turn of the event loop.
  await new Promise(setImmediate);
  const library = new Library(sdk);
  await (control.wanted() ? control.obey(library) : orders.linger(options.linger));
  if (!library.ended) await sdk.shutdown();
}

class Shop {
  constructor(renamed) {
    const meter = metrics.getMeter('shop', '1.0', { schemaUrl: 'https://opentelemetry.io/schemas/1.27.0' });
    const whole = { unit: '{order}', valueType: ValueType.INT };
    this.lengths = new Map();
    this.processed = meter.createCounter(renamed ? 'orders.handled' : 'orders.processed', {
      ...whole, description: 'Orders processed so far.',
    });
    this.duration = meter.createHistogram('order.duration', {
      unit: 's', description: 'How long orders took.', advice: { explicitBucketBoundaries: orders.BUCKETS },
    });
    this.open = meter.createUpDownCounter('orders.open', { ...whole, description: 'Orders that are being worked on.' });
    const queue = meter.createObservableGauge('queue.length', { ...whole, description: 'Orders that wait.' });
    queue.addCallback((result) => {
      for (const [name, length] of this.lengths) result.observe(length, { queue: name });
    });
  }

  ordered(tier, seconds) {
    this.processed.add(1, { tier });
    this.duration.record(seconds, { tier });
  }

  opened(tier) {
    this.open.add(1, { tier });
  }

  waiting(queue, length) {
    this.lengths.set(queue, length);
  }
}

// How the instrument of a kind is made, and what records with it.
const KINDS = {
  counter: ['createCounter', 'add'],
  updown: ['createUpDownCounter', 'add'],
  gauge: ['createGauge', 'record'],
  histogram: ['createHistogram', 'record'],
};

// What can be told to the SDK. The first value of an instrument decides whether it is one for whole numbers.
class Library {
  constructor(sdk) {
    this.sdk = sdk;
    this.meter = metrics.getMeter('meterstick');
    this.instruments = new Map();
    this.ended = false;
  }

  record(kind, name, { value, whole }, attributes) {
    const [create, act] = KINDS[kind];
    const key = `${kind} ${name}`;
    if (!this.instruments.has(key)) this.instruments.set(key, this.meter[create](name, { valueType: type(whole) }));
    this.instruments.get(key)[act](value, attributes);
  }

  callback(name, whole, observe) {
    const gauge = this.meter.createObservableGauge(name, { valueType: type(whole) });
    gauge.addCallback(async (result) => result.observe(await observe()));
  }

  // The set-up for Node.js can only be shut down; flushing and time-outs are the provider's.
  flush(milliseconds) {
    return metrics.getMeterProvider().forceFlush(milliseconds === undefined ? undefined : { timeoutMillis: milliseconds });
  }

  shutdown(milliseconds) {
    this.ended = true;
    if (milliseconds === undefined) return this.sdk.shutdown();
    return metrics.getMeterProvider().shutdown({ timeoutMillis: milliseconds });
  }
}

function type(whole) {
  return whole ? ValueType.INT : ValueType.DOUBLE;
}

module.exports = { run };
