#include "system/kept_rights.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace permit {

namespace {

// A message is a number of words, then each word: its length and its bytes. The first word of an answer is kDone or an
// error. Both ends are this program, so the lengths are trusted.
constexpr std::string_view kDone;

std::string bytes_of(std::uint64_t number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

bool send_words(int socket, const KeptRights::Words& words) {
  std::string message = bytes_of(words.size());
  for (const std::string& word : words) message += bytes_of(word.size()) + word;
  for (std::string_view rest = message; !rest.empty();) {
    const ssize_t sent = send(socket, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool read_whole(int socket, char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t got = read(socket, into, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

std::optional<std::uint64_t> read_number(int socket) {
  std::array<char, sizeof(std::uint64_t)> bytes{};
  if (!read_whole(socket, bytes.data(), bytes.size())) return std::nullopt;
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

/// Returns nothing when the other end is closed.
std::optional<KeptRights::Words> read_words(int socket) {
  const auto count = read_number(socket);
  if (!count) return std::nullopt;
  KeptRights::Words words(*count);
  for (std::string& word : words) {
    const auto size = read_number(socket);
    if (!size) return std::nullopt;
    word.resize(*size);
    if (!read_whole(socket, word.data(), word.size())) return std::nullopt;
  }
  return words;
}

Error as_error(const std::exception& exception) { return {exception.what()}; }

Result<KeptRights::Words> try_act(const KeptRights::Act& act, const KeptRights::Words& words) {
  try {
    return act(words);
  } catch (const std::exception& exception) {
    return as_error(exception);
  }
}

/// The life of the child.
void serve(int socket, const KeptRights::Act& act, const std::function<Status()>& begin,
           const std::function<void()>& end) {
  const Status begun = begin ? begin() : Status(Done{});
  while (const auto words = read_words(socket)) {
    const auto result = begun ? try_act(act, *words) : Result<KeptRights::Words>(begun.error());
    KeptRights::Words answer{std::string(result ? kDone : result.error().message)};
    if (result) answer.insert(answer.end(), result->begin(), result->end());
    if (!send_words(socket, answer)) break;
  }
  if (end) end();
}

}  // namespace

KeptRights KeptRights::none(Act act) { return {std::move(act), Descriptor(-1), -1}; }

Result<KeptRights> KeptRights::keep(Act act, const std::function<Status()>& begin, const std::function<void()>& end) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return Error{"no socket can be made: " + std::generic_category().message(errno)};
  Descriptor mine(ends[0]);
  Descriptor childs(ends[1]);
  const pid_t child = fork();
  if (child < 0) return Error{"no process can be made: " + std::generic_category().message(errno)};
  if (child > 0) return KeptRights({}, std::move(mine), child);
  mine = Descriptor(-1);
  serve(childs.get(), act, begin, end);
  _exit(0);  // runs no destructors of the parent's objects
}

KeptRights::KeptRights(KeptRights&& other) noexcept
    : act_(std::move(other.act_)), socket_(std::move(other.socket_)), child_(std::exchange(other.child_, -1)) {}

KeptRights::~KeptRights() {
  if (child_ <= 0) return;
  socket_ = Descriptor(-1);
  while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) continue;
}

Result<KeptRights::Words> KeptRights::operator()(const Words& words) const {
  if (child_ <= 0) return act_(words);
  auto answer = send_words(socket_.get(), words) ? read_words(socket_.get()) : std::nullopt;
  if (!answer || answer->empty()) return Error{"the process that keeps the rights of root has ended"};
  if (answer->front() != kDone) return Error{answer->front()};
  answer->erase(answer->begin());
  return std::move(*answer);
}

}  // namespace permit
