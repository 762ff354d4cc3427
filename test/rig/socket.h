// Loopback sockets, for peers that share one thread: nothing here waits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "test/rig/fd.h"

namespace permit::test {

using Port = std::uint16_t;

/// A port of 127.0.0.1 that nobody listens on. Below the kernel's ephemeral range, so that no outgoing connection
/// takes it while a box restarts; never given twice by one process.
Port free_port();

/// Throws std::system_error when the port is taken.
Fd listen_on(Port port);
/// The next connection that waits at `listener`; empty when there is none.
Fd accept_from(const Fd& listener);
/// Empty when nobody listens. (On loopback, connect() is over at once.)
Fd connect_to(Port port);

/// A connection with what has not been sent and what has not been read yet.
class Stream {
 public:
  Stream() = default;
  explicit Stream(Fd fd) : fd_(std::move(fd)) {}

  int fd() const { return fd_.get(); }
  bool open() const { return static_cast<bool>(fd_); }
  void close();

  /// What poll() should look for.
  short events() const;
  /// Sends and receives what is possible now; closes when the other side has.
  void serve();
  /// Octets that the socket has not taken yet.
  std::size_t unsent() const { return unsent_.size(); }
  /// Queues; sends at once what the socket takes.
  void send(std::string_view bytes);

  /// Received and not consumed yet; stays after close(). The reader erases what it has read.
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
