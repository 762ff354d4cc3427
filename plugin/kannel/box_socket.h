// A TCP connection to bearerbox that never waits by itself.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"

namespace permit {

/// Nagle's algorithm and delayed ACKs are off: each would cost a text up to 40 ms.
class BoxSocket {
 public:
  /// Asks one address after another, kPatience each.
  static Result<BoxSocket> connect(const std::string& host, std::uint16_t port);
  static constexpr std::chrono::milliseconds kPatience{3000};

  BoxSocket(BoxSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  BoxSocket& operator=(BoxSocket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~BoxSocket();

  enum class Event { input, room };
  /// Until there is something to receive, or room to send; false when `patience` ends before. A connection that has
  /// ended counts as either.
  bool wait_for(Event event, std::chrono::milliseconds patience) const;

  /// Appends what has arrived; stops, with more to come, when `to` holds `most` octets. An error when the peer has
  /// closed.
  Status receive(std::string& to, std::size_t most) const;
  /// Erases from the front what the network takes now.
  Status send(std::string& unsent) const;

 private:
  explicit BoxSocket(int fd) : fd_(fd) {}

  int fd_ = -1;
};

}  // namespace permit
