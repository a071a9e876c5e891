package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"time"

	"golang.org/x/sys/unix"
	"google.golang.org/protobuf/proto"
	"istio.io/istio/pkg/zdsapi"
)

const (
	connectTime = 60 * time.Second
	answerTime  = 30 * time.Second
)

// A line of the standard input.
type line struct {
	ID       int `json:"id"`
	Question pod `json:"question"`
}

// A pod that ztunnel begins to serve; one without a network namespace ends.
type pod struct {
	UID       string `json:"uid"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
	// Path of its network namespace.
	Network string `json:"network"`
}

// Waits for ztunnel at a socket, and tells it about pods. Each is answered once ztunnel serves it.
func servePods(socket string, pods io.Reader, answers io.Writer) error {
	listener, err := net.ListenUnix("unixpacket", &net.UnixAddr{Name: socket, Net: "unixpacket"})
	if err != nil {
		return err
	}
	if err := listener.SetDeadline(time.Now().Add(connectTime)); err != nil {
		return err
	}
	connection, err := listener.AcceptUnix()
	if err != nil {
		return err
	}
	// ztunnel begins with its version of the protocol.
	if _, err := receive(connection, &zdsapi.ZdsHello{}); err != nil {
		return err
	}
	complete := &zdsapi.WorkloadRequest{Payload: &zdsapi.WorkloadRequest_SnapshotSent{SnapshotSent: &zdsapi.SnapshotSent{}}}
	if err := ask(connection, complete, nil); err != nil {
		return err
	}
	lines := bufio.NewScanner(pods)
	for lines.Scan() {
		var given line
		if err := json.Unmarshal(lines.Bytes(), &given); err != nil {
			return err
		}
		answer := map[string]any{"id": given.ID}
		if err := tell(connection, given.Question); err != nil {
			answer["error"] = err.Error()
		} else {
			answer["answer"] = struct{}{}
		}
		if err := json.NewEncoder(answers).Encode(answer); err != nil {
			return err
		}
	}
	return lines.Err()
}

func tell(connection *net.UnixConn, given pod) error {
	if given.Network == "" {
		return ask(connection, &zdsapi.WorkloadRequest{Payload: &zdsapi.WorkloadRequest_Del{Del: &zdsapi.DelWorkload{Uid: given.UID}}}, nil)
	}
	network, err := os.Open(given.Network)
	if err != nil {
		return err
	}
	defer network.Close()
	info := &zdsapi.WorkloadInfo{Name: given.Name, Namespace: given.Namespace, ServiceAccount: "default"}
	return ask(connection, &zdsapi.WorkloadRequest{Payload: &zdsapi.WorkloadRequest_Add{Add: &zdsapi.AddWorkload{Uid: given.UID, WorkloadInfo: info}}}, network)
}

// Sends a message, with the handle of a file if there is one, and waits until ztunnel accepts it.
func ask(connection *net.UnixConn, message *zdsapi.WorkloadRequest, file *os.File) error {
	data, err := proto.Marshal(message)
	if err != nil {
		return err
	}
	var rights []byte
	if file != nil {
		rights = unix.UnixRights(int(file.Fd()))
	}
	if _, _, err := connection.WriteMsgUnix(data, rights, nil); err != nil {
		return err
	}
	response, err := receive(connection, &zdsapi.WorkloadResponse{})
	if err != nil {
		return err
	}
	if refusal := response.GetAck().GetError(); refusal != "" {
		return errors.New(refusal)
	}
	return nil
}

func receive[M proto.Message](connection *net.UnixConn, message M) (M, error) {
	if err := connection.SetReadDeadline(time.Now().Add(answerTime)); err != nil {
		return message, err
	}
	buffer := make([]byte, 4096)
	length, err := connection.Read(buffer)
	if err != nil {
		return message, err
	}
	return message, proto.Unmarshal(buffer[:length], message)
}
