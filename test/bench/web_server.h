// A web server that stock Kannel asks by `get-url`, on a separate loopback port.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "test/rig/process.h"
#include "test/rig/socket.h"

namespace permit::bench {

/// The server is not available here; says why.
struct NotHere : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class WebServer {
 public:
  /// nginx, which answers every request with 200 and `stock`. Throws NotHere.
  static WebServer nginx(const std::filesystem::path& folder);
  /// once_a_day.py under gunicorn, with its database in the folder. Throws NotHere.
  static WebServer once_a_day(const std::filesystem::path& folder);

  /// The URL with the text's sender and words, as Kannel fills them in.
  std::string get_url() const;

 private:
  WebServer(const test::Command& command, test::Port port);

  test::Port port_;
  test::Process process_;
};

}  // namespace permit::bench
