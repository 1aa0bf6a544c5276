'use strict';
// OpenTelemetry SDK for Node.js with two readers: OTLP push and the Prometheus exporter at once. Where the environment says something
// else, that is what happens.

require('./output');
const orders = require('./orders');
const otel = require('./otel');

const options = orders.options({ serves: true });
process.env.OTEL_METRICS_EXPORTER ??= 'prometheus,otlp';
process.env.OTEL_EXPORTER_PROMETHEUS_HOST ??= '127.0.0.1';
process.env.OTEL_EXPORTER_PROMETHEUS_PORT ??= options.port;
otel.run(options);
