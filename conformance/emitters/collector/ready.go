package main

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension"
)

// readiness is an extension that tells when all pipelines run: the Collector has no other way to say that its receivers listen.
type readiness struct {
	component.StartFunc
	component.ShutdownFunc
	ready chan<- struct{}
}

var readinessType = component.MustNewType("readiness")

func newReadiness(ready chan<- struct{}) extension.Factory {
	return extension.NewFactory(
		readinessType,
		func() component.Config { return &struct{}{} },
		func(context.Context, extension.Settings, component.Config) (extension.Extension, error) {
			return &readiness{ready: ready}, nil
		},
		component.StabilityLevelDevelopment)
}

// Ready is called once for each configuration; on SIGHUP the Collector takes another one.
func (r *readiness) Ready() error {
	select {
	case r.ready <- struct{}{}:
	default:
	}
	return nil
}

func (r *readiness) NotReady() error { return nil }
