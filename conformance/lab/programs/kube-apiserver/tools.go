//go:build tools

// Package tools keeps the program that is built from this module among its requirements.
package tools

import _ "k8s.io/kubernetes/cmd/kube-apiserver"
