package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
)

type table = map[string]any

// configuration makes the Collector's configuration, as the places from which it is merged.
//
// The Collector itself knows no OTEL_EXPORTER_OTLP_* variable. Those that have a setting of the same meaning are handed on, as somebody
// would who writes `${env:…}` into the file; what is not set stays at the Collector's default. All other variables of the SDKs mean
// nothing to it.
func configuration(chosen options, inlet inlet) []string {
	exporters := table{}
	if chosen.port == 0 || otlp("ENDPOINT") != "" {
		name, settings := push()
		exporters[name] = settings
	}
	if chosen.port != 0 {
		exporters["prometheus"] = table{"endpoint": fmt.Sprintf("127.0.0.1:%d", chosen.port)}
	}
	names := []string{}
	for name, settings := range exporters {
		names = append(names, name)
		if chosen.noQueue && name != "prometheus" {
			settings.(table)["sending_queue"] = table{"enabled": false}
		}
	}
	pipeline := table{"receivers": []string{"otlp"}, "exporters": names}
	processors := table{}
	if chosen.batch {
		processors["batch"] = nil
		pipeline["processors"] = []string{"batch"}
	}
	made, err := json.Marshal(table{
		"extensions": table{readinessType.String(): nil},
		"receivers":  table{"otlp": table{"protocols": table{"grpc": inlet.settings()}}},
		"processors": processors,
		"exporters":  exporters,
		"service": table{
			// Its metrics about itself would take a port of their own.
			"telemetry":  table{"metrics": table{"level": "none"}},
			"extensions": []string{readinessType.String()},
			"pipelines":  table{"metrics": pipeline},
		},
	})
	if err != nil {
		panic(err)
	}
	// JSON is YAML, and a dollar sign would be expanded.
	uris := []string{"yaml:" + strings.ReplaceAll(string(made), "$", "$$")}
	for _, setting := range chosen.set {
		uris = append(uris, "yaml:"+setting)
	}
	return uris
}

// otlp is the value of a variable, that for metrics before that for all signals.
func otlp(name string) string {
	if value := os.Getenv("OTEL_EXPORTER_OTLP_METRICS_" + name); value != "" {
		return value
	}
	return os.Getenv("OTEL_EXPORTER_OTLP_" + name)
}

// push is the exporter for OTLP that the environment chooses, and its settings.
func push() (string, table) {
	settings := table{}
	if headers := headers(otlp("HEADERS")); len(headers) > 0 {
		settings["headers"] = headers
	}
	if compression := otlp("COMPRESSION"); compression != "" {
		settings["compression"] = compression
	}
	if timeout := otlp("TIMEOUT"); timeout != "" {
		if _, err := strconv.ParseUint(timeout, 10, 63); err != nil {
			fmt.Fprintf(os.Stderr, "no time-out: %q is no number of milliseconds\n", timeout)
		} else {
			settings["timeout"] = timeout + "ms"
		}
	}
	tls := table{}
	for setting, variable := range map[string]string{
		"ca_file": "CERTIFICATE", "cert_file": "CLIENT_CERTIFICATE", "key_file": "CLIENT_KEY",
	} {
		if file := otlp(variable); file != "" {
			tls[setting] = file
		}
	}

	protocol := otlp("PROTOCOL")
	if protocol == "grpc" {
		settings["endpoint"] = otlp("ENDPOINT")
		if settings["endpoint"] == "" {
			settings["endpoint"] = "http://localhost:4317"
		}
		// The exporter speaks TLS to an `http://` too, unless told otherwise; the variable means plain text by it.
		insecure, err := strconv.ParseBool(strings.ToLower(otlp("INSECURE")))
		if plain := strings.HasPrefix(settings["endpoint"].(string), "http://"); plain || err == nil {
			tls["insecure"] = plain || insecure
		}
		if len(tls) > 0 {
			settings["tls"] = tls
		}
		return "otlp_grpc", settings
	}

	switch protocol {
	case "", "http/protobuf":
	case "http/json":
		settings["encoding"] = "json"
	default:
		fmt.Fprintf(os.Stderr, "the Collector cannot export by %q, it will be http/protobuf\n", protocol)
	}
	// The one is used as it is, to the other the path of the signal is appended, by the specification and the exporter alike.
	if endpoint := os.Getenv("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"); endpoint != "" {
		settings["metrics_endpoint"] = endpoint
	} else if endpoint := os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"); endpoint != "" {
		settings["endpoint"] = endpoint
	} else {
		settings["endpoint"] = "http://localhost:4318"
	}
	if len(tls) > 0 {
		settings["tls"] = tls
	}
	return "otlp_http", settings
}

// headers reads `key=value,key=value`, percent-encoded.
func headers(list string) map[string]string {
	read := map[string]string{}
	for _, pair := range strings.Split(list, ",") {
		key, value, found := strings.Cut(pair, "=")
		if key = strings.TrimSpace(key); !found || key == "" {
			continue
		}
		value = strings.TrimSpace(value)
		if decoded, err := url.PathUnescape(value); err == nil {
			value = decoded
		}
		read[key] = value
	}
	return read
}
