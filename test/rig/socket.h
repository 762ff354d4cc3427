// Non-blocking loopback sockets, for peers that share one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "test/rig/fd.h"

namespace permit::test {

using Port = std::uint16_t;

/// Returns a port of 127.0.0.1 on which nothing listens. The port is below the kernel's ephemeral range, so that no
/// outgoing connection takes it while a box restarts. A process never gets the same port twice.
Port free_port();

/// Throws std::system_error when the port is taken.
Fd listen_on(Port port);
/// Accepts the next waiting connection. Returns an empty Fd when there is none.
Fd accept_from(const Fd& listener);
/// Returns an empty Fd when nothing listens. (On loopback, connect() returns at once.)
Fd connect_to(Port port);

/// A connection with its unsent and unread bytes.
class Stream {
 public:
  Stream() = default;
  explicit Stream(Fd fd) : fd_(std::move(fd)) {}

  int fd() const { return fd_.get(); }
  bool open() const { return static_cast<bool>(fd_); }
  void close();

  /// The events to poll() for.
  short events() const;
  /// Sends and receives what is possible now. Closes the connection when the other side has closed it.
  void serve();
  /// Octets that the socket has not taken yet.
  std::size_t unsent() const { return unsent_.size(); }
  /// Queues bytes and sends at once what the socket takes.
  void send(std::string_view bytes);

  /// Received bytes that were not consumed yet; they stay after close(). The reader erases the bytes that it has read.
  std::string& received() { return received_; }
  const std::string& received() const { return received_; }

 private:
  void flush();
  void receive();

  Fd fd_;
  std::string unsent_;
  std::string received_;
};

}  // namespace permit::test
