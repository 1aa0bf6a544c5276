'use strict';
// prom-client: pull. The library does not look at what a scraper accepts: a program says once whether it speaks the text format or,
// with --openmetrics, OpenMetrics.

require('./output');
const http = require('node:http');
const { once } = require('node:events');
const { collectDefaultMetrics, Counter, Gauge, Histogram, register } = require('prom-client');
const control = require('./control');
const orders = require('./orders');

class Shop {
  constructor(renamed) {
    this.processed = new Counter({
      name: renamed ? 'orders_handled_total' : 'orders_processed_total', help: 'Orders processed so far.', labelNames: ['tier'],
    });
    this.duration = new Histogram({
      name: 'order_duration_seconds', help: 'How long orders took.', labelNames: ['tier'], buckets: orders.BUCKETS,
    });
    this.open = new Gauge({ name: 'orders_open', help: 'Orders that are being worked on.', labelNames: ['tier'] });
    this.queue = new Gauge({ name: 'queue_length', help: 'Orders that wait.', labelNames: ['queue'] });
    new Gauge({ name: 'shop_info', help: 'The shop.', labelNames: ['version'] }).set({ version: '1.0' }, 1);
  }

  ordered(tier, seconds) {
    this.processed.inc({ tier });
    this.duration.observe({ tier }, seconds);
  }

  opened(tier) {
    this.open.inc({ tier });
  }

  waiting(queue, length) {
    this.queue.set({ queue }, length);
  }
}

// The class of the instrument of a kind, and what records with it.
const KINDS = { counter: [Counter, 'inc'], updown: [Gauge, 'inc'], gauge: [Gauge, 'set'], histogram: [Histogram, 'observe'] };

// What can be told to prom-client. It pushes nothing, so there is nothing to flush or to shut down.
class Library {
  // It insists on a help text.
  help = 'No description.';
  instruments = new Map();

  record(kind, name, { value }, attributes) {
    const [Instrument, act] = KINDS[kind];
    const key = `${kind} ${name}`;
    if (!this.instruments.has(key)) {
      this.instruments.set(key, new Instrument({ name, help: this.help, labelNames: Object.keys(attributes) }));
    }
    this.instruments.get(key)[act](attributes, value);
  }

  callback(name, _whole, observe) {
    new Gauge({ name, help: this.help, async collect() { this.set(await observe()); } });
  }
}

// As the library's documentation has it.
async function serve(request, response) {
  if (new URL(request.url, 'http://localhost').pathname !== '/metrics') {
    response.writeHead(404).end();
    return;
  }
  try {
    response.setHeader('Content-Type', register.contentType);
    response.end(await register.metrics());
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}

async function main() {
  const options = orders.options({ serves: true });
  if (options.openmetrics) register.setContentType(register.constructor.OPENMETRICS_CONTENT_TYPE);
  collectDefaultMetrics();
  orders.play(new Shop(options.rename));
  const server = http.createServer(serve).listen(Number(options.port), '127.0.0.1');
  await once(server, 'listening');
  await (control.wanted() ? control.obey(new Library()) : orders.linger(options.linger));
  server.close();
}

main();
