// The OTLP receiver of the OpenTelemetry Collector with nothing behind it, as a peer of the bench.
//
// It writes its address, answers each line of standard input with its processor milliseconds and its peak memory in
// bytes, and ends with standard input.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"net"
	"os"
	"syscall"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	address := listener.Addr().String()
	check(listener.Close())

	factory := otlpreceiver.NewFactory()
	config := factory.CreateDefaultConfig()
	check(confmap.NewFromStringMap(map[string]any{
		"protocols": map[string]any{"grpc": map[string]any{"endpoint": address}},
	}).Unmarshal(config))
	ctx := context.Background()
	receiver, err := factory.CreateMetrics(ctx, receivertest.NewNopSettings(factory.Type()), config, consumertest.NewNop())
	check(err)
	check(receiver.Start(ctx, componenttest.NewNopHost()))
	fmt.Println(address)

	for input := bufio.NewScanner(os.Stdin); input.Scan(); {
		var used syscall.Rusage
		check(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
		cpu := (used.Utime.Nano() + used.Stime.Nano()) / 1_000_000
		fmt.Println(cpu, used.Maxrss*1024)
	}
	check(receiver.Shutdown(ctx))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
