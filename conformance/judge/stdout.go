package judge

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// TakeStdout returns the real standard output, for the answers alone. What the judged software writes to standard output goes
// to another file from then on.
func TakeStdout(other *os.File) (*os.File, error) {
	fd, err := unix.Dup(unix.Stdout)
	if err != nil {
		return nil, fmt.Errorf("standard output: %w", err)
	}
	if err := unix.Dup2(int(other.Fd()), unix.Stdout); err != nil {
		return nil, fmt.Errorf("standard output: %w", err)
	}
	return os.NewFile(uintptr(fd), "answers"), nil
}
