package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"runtime"
)

// inlet is where the Collector's OTLP receiver listens to the feeder: a Unix socket, which takes no port from anybody. On Linux it
// is an abstract one, which leaves no file behind when the process is killed.
type inlet struct{ path string }

func newInlet() inlet {
	name := "meterstick-collector-" + rand.Text()
	if runtime.GOOS == "linux" {
		return inlet{"@" + name}
	}
	return inlet{filepath.Join(os.TempDir(), name[:len("meterstick-collector-")+8])}
}

// settings are those of the receiver. It takes whatever the feeder makes of a command: by default 4 MiB would be the end.
func (i inlet) settings() table {
	return table{"transport": "unix", "endpoint": i.path, "max_recv_msg_size_mib": 256}
}

// target is what the feeder connects to.
func (i inlet) target() string {
	if i.path[0] == '@' {
		return "unix-abstract:" + i.path[1:]
	}
	return "unix:" + i.path
}
