#include "kannel/box_socket.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace permit {

namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

std::string describe(int error) { return std::generic_category().message(error); }

void set(int fd, int option, int value = 1) { setsockopt(fd, IPPROTO_TCP, option, &value, sizeof value); }

/// Nothing is written while no text comes, so without this a peer that vanished would never be noticed.
void keep_alive(int fd) {
  constexpr int kIdleSeconds = 30;
  constexpr int kSecondsBetween = 10;
  constexpr int kMostUnanswered = 3;
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  set(fd, TCP_KEEPIDLE, kIdleSeconds);
  set(fd, TCP_KEEPINTVL, kSecondsBetween);
  set(fd, TCP_KEEPCNT, kMostUnanswered);
}

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

/// Returns the result of a connect() in progress; 0 is success.
int pending_error(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

}  // namespace

BoxSocket::~BoxSocket() {
  if (fd_ >= 0) close(fd_);
}

Result<BoxSocket> BoxSocket::connect(const std::string& host, std::uint16_t port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const std::string service = std::to_string(port);
  if (const int failure = getaddrinfo(host.c_str(), service.c_str(), &hints, &found); failure != 0) {
    return Error{"bearerbox-host `" + host + "' cannot be resolved: " + gai_strerror(failure) + "."};
  }
  const Addresses addresses(found, freeaddrinfo);

  int failure = 0;
  for (const addrinfo* to = addresses.get(); to != nullptr; to = to->ai_next) {
    BoxSocket socket(::socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.fd_ < 0) {
      failure = errno;
      continue;
    }
    failure = ::connect(socket.fd_, to->ai_addr, to->ai_addrlen) == 0 ? 0 : errno;
    if (failure == EINPROGRESS)
      failure = socket.wait_for(Event::room, kTimeout) ? pending_error(socket.fd_) : ETIMEDOUT;
    if (failure != 0) continue;
    set(socket.fd_, TCP_NODELAY);
    set(socket.fd_, TCP_QUICKACK);
    keep_alive(socket.fd_);
    return socket;
  }
  return Error{"Bearerbox does not answer at `" + host + "' port " + service + ": " + describe(failure) + "."};
}

bool BoxSocket::wait_for(Event event, std::chrono::milliseconds timeout) const {
  pollfd socket = {fd_, static_cast<short>(event == Event::input ? POLLIN : POLLOUT), 0};
  return poll(&socket, 1, static_cast<int>(timeout.count())) > 0;
}

Status BoxSocket::receive(std::string& to, std::size_t most) const {
  while (to.size() < most) {
    const std::size_t before = to.size();
    const std::size_t room = std::min(kChunk, most - before);
    to.resize(before + room);
    const ssize_t got = recv(fd_, to.data() + before, room, 0);
    const int failure = got < 0 ? errno : 0;
    to.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return Error{"bearerbox has closed the connection"};
    if (got < 0 && !would_block(failure)) return Error{describe(failure)};
    if (got < 0 || static_cast<std::size_t>(got) < room) break;
  }
  set(fd_, TCP_QUICKACK);  // the kernel resets it
  return Done{};
}

Status BoxSocket::send(std::string& unsent) const {
  while (!unsent.empty()) {
    const ssize_t sent = ::send(fd_, unsent.data(), unsent.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      if (would_block(errno)) break;
      return Error{describe(errno)};
    }
    unsent.erase(0, static_cast<std::size_t>(sent));
  }
  return Done{};
}

}  // namespace permit
