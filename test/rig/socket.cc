#include "test/rig/socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace permit::test {
namespace {

constexpr unsigned kFirstPort = 20000;
constexpr unsigned kPorts = 400;  // per run
constexpr unsigned kRuns = 30;    // concurrent; the ephemeral range begins at 32768

sockaddr_in loopback(unsigned port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<Port>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

Fd tcp_socket() {
  Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) throw std::system_error(errno, std::generic_category(), "socket");
  return fd;
}

const sockaddr* generic(const sockaddr_in& address) { return reinterpret_cast<const sockaddr*>(&address); }

void make_prompt(const Fd& fd) {
  const int on = 1;
  ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
}

bool is_free(unsigned port) {
  const Fd fd = tcp_socket();
  const sockaddr_in address = loopback(port);
  return ::bind(fd.get(), generic(address), sizeof address) == 0;
}

/// Returns the first of the ports that belong to this run until it ends. A port that Kannel will bind, or that a
/// stopped bearerbox binds again, looks free, so concurrent runs must not use the same range.
unsigned first_port() {
  static Fd claim;
  for (unsigned run = 0; run < kRuns; ++run) {
    Fd name(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // The name is not in the file system and disappears with the process.
    std::snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "permit8103-test-ports-%u", run);
    if (::bind(name.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) continue;
    claim = std::move(name);
    return kFirstPort + run * kPorts;
  }
  throw std::system_error(EADDRINUSE, std::generic_category(), "too many test runs at the same time");
}

bool would_block() { return errno == EAGAIN || errno == EINTR; }

}  // namespace

Port free_port() {
  static const unsigned first = first_port();
  static unsigned next = 0;
  for (unsigned tried = 0; tried < kPorts; ++tried) {
    const unsigned port = first + next++ % kPorts;
    if (is_free(port)) return static_cast<Port>(port);
  }
  throw std::system_error(EADDRINUSE, std::generic_category(), "no free loopback port");
}

Fd listen_on(Port port) {
  Fd fd = tcp_socket();
  const int on = 1;
  ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const sockaddr_in address = loopback(port);
  if (::bind(fd.get(), generic(address), sizeof address) != 0 || ::listen(fd.get(), SOMAXCONN) != 0)
    throw std::system_error(errno, std::generic_category(), "port " + std::to_string(port));
  ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
  return fd;
}

Fd accept_from(const Fd& listener) {
  Fd fd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (fd) make_prompt(fd);
  return fd;
}

Fd connect_to(Port port) {
  Fd fd = tcp_socket();
  const sockaddr_in address = loopback(port);
  if (::connect(fd.get(), generic(address), sizeof address) != 0) return Fd();
  make_prompt(fd);
  return fd;
}

void Stream::close() {
  fd_ = Fd();
  unsent_.clear();
}

short Stream::events() const { return unsent_.empty() ? POLLIN : POLLIN | POLLOUT; }

void Stream::serve() {
  flush();
  receive();
}

void Stream::send(std::string_view bytes) {
  unsent_ += bytes;
  flush();
}

void Stream::flush() {
  if (!open() || unsent_.empty()) return;
  const ssize_t sent = ::send(fd_.get(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
  if (sent > 0) {
    unsent_.erase(0, static_cast<std::size_t>(sent));
  } else if (!would_block()) {
    close();
  }
}

void Stream::receive() {
  // Kannel sets no TCP_NODELAY: its next write waits for this acknowledgement, which would be delayed by 40 ms. The
  // kernel resets the option by itself.
  const int on = 1;
  ::setsockopt(fd_.get(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
  std::array<char, 65536> block;
  while (open()) {
    const ssize_t got = ::recv(fd_.get(), block.data(), block.size(), 0);
    if (got > 0) {
      received_.append(block.data(), static_cast<std::size_t>(got));
    } else {
      if (got == 0 || !would_block()) close();
      return;
    }
  }
}

}  // namespace permit::test
