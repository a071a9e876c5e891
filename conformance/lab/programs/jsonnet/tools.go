//go:build tools

// Package tools keeps the program that is built from this module among its requirements.
package tools

import _ "github.com/google/go-jsonnet/cmd/jsonnet"
