#include "test/rig/admin.h"

#include <poll.h>

#include <chrono>

namespace permit::test {

std::string administer(Port port, std::string_view command) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::seconds(2);
  Stream stream(connect_to(port));
  const char* separator = command.find('?') == std::string::npos ? "?" : "&";
  stream.send("GET /" + std::string(command) + separator + "password=" + std::string(kAdminPassword) +
              " HTTP/1.0\r\n\r\n");
  while (stream.open() && Clock::now() < deadline) {
    pollfd socket{stream.fd(), stream.events(), 0};
    ::poll(&socket, 1, 100);
    stream.serve();
  }
  const std::string& answer = stream.received();
  const auto body = answer.find("\r\n\r\n");
  return body == std::string::npos ? "" : answer.substr(body + 4);
}

}  // namespace permit::test
