// A non-blocking TCP connection to bearerbox. Only connect() and wait_for() wait.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"

namespace permit {

/// Nagle's algorithm and delayed ACKs are off: each could delay a text by up to 40 ms. Not thread-safe.
class BoxSocket {
 public:
  /// Tries one address after another, each for kTimeout. The Error is a whole sentence.
  static Result<BoxSocket> connect(const std::string& host, std::uint16_t port);
  static constexpr std::chrono::milliseconds kTimeout{3000};

  BoxSocket(BoxSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  BoxSocket& operator=(BoxSocket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~BoxSocket();

  enum class Event { input, room };
  /// Waits until there is something to receive, or room to send. Returns false when `timeout` ends first. A connection
  /// that has ended counts as either.
  bool wait_for(Event event, std::chrono::milliseconds timeout) const;

  /// Appends what has arrived to `to`. Stops when `to` holds `most` octets, although more may have arrived. Returns an
  /// Error when the peer has closed the connection.
  Status receive(std::string& to, std::size_t most) const;
  /// Sends what the network takes now and erases it from the front of `unsent`.
  Status send(std::string& unsent) const;

 private:
  explicit BoxSocket(int fd) : fd_(fd) {}

  int fd_ = -1;
};

}  // namespace permit
