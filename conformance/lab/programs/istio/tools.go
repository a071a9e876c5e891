//go:build tools

// Package tools keeps the programs that are built from this module among its requirements.
package tools

import _ "istio.io/istio/pilot/cmd/pilot-discovery"
