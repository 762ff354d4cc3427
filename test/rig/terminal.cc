#include "test/rig/terminal.h"

#include <unistd.h>

#include <array>
#include <utility>

namespace permit::test {

bool Terminal::is_there() { return ::isatty(STDIN_FILENO) == 1; }

std::optional<std::string> Terminal::take_line() {
  const auto end = typed_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  std::string line = typed_.substr(0, end);
  typed_.erase(0, end + 1);
  return line;
}

void Terminal::watch(std::vector<pollfd>& sockets) const {
  if (!ended_) sockets.push_back({STDIN_FILENO, POLLIN, 0});
}

void Terminal::serve() {
  // The file is shared with the shell, so it stays blocking: poll before reading.
  pollfd input{STDIN_FILENO, POLLIN, 0};
  if (ended_ || ::poll(&input, 1, 0) <= 0) return;
  std::array<char, 4096> block;
  const ssize_t got = ::read(STDIN_FILENO, block.data(), block.size());
  if (got <= 0) {
    ended_ = true;
  } else {
    typed_.append(block.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace permit::test
