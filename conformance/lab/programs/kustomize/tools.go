//go:build tools

// Package tools keeps the program that is built from this module among its requirements.
package tools

import _ "sigs.k8s.io/kustomize/kustomize/v5"
