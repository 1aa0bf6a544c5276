package main

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"
)

// feeder pushes into the Collector what was recorded, as OTLP made by hand: no SDK has its say in what comes out.
type feeder struct {
	record *aggregate
	client pmetricotlp.GRPCClient
}

func connect(inlet inlet) (*feeder, error) {
	connection, err := grpc.NewClient(inlet.target(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	return &feeder{newAggregate(), pmetricotlp.NewGRPCClient(connection)}, nil
}

// push sends all that is known, unless nothing has changed since the Collector took it or refused it for good.
func (f *feeder) push(limit time.Duration) error {
	if !f.record.changed {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	request := pmetricotlp.NewExportRequestFromMetrics(f.record.snapshot())
	_, err := f.client.Export(ctx, request)
	if !mayRetry(err) {
		f.record.changed = false
	}
	return err
}

// mayRetry says whether a client of OTLP keeps what was answered so. All else it has to let go.
func mayRetry(err error) bool {
	switch status.Code(err) {
	case codes.Canceled, codes.DeadlineExceeded, codes.Aborted, codes.OutOfRange, codes.Unavailable, codes.DataLoss, codes.ResourceExhausted:
		return true
	}
	return false
}
