'use strict';
// OpenTelemetry SDK for Node.js over OTLP, set up by the environment alone.

require('./output');
const orders = require('./orders');
const otel = require('./otel');

otel.run(orders.options({ serves: false }));
