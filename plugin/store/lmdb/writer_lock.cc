#include "store/lmdb/writer_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <thread>
#include <utility>

namespace permit::lmdb {
namespace {

using namespace std::chrono_literals;

constexpr mode_t kMode = 0600;  // a user who can open the file can block all writes
constexpr const char* kName = "writer.lock";
// A transaction lasts a few milliseconds. fcntl(2) has no wait with a time limit.
constexpr std::chrono::microseconds kFirstPause = 50us;
constexpr std::chrono::microseconds kLongestPause = 1ms;

struct flock whole_file(short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return lock;
}

/// Reads the beginning of a file of /proc.
std::string read_proc(pid_t process, const char* name) {
  const std::string path = "/proc/" + std::to_string(process) + "/" + name;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 256> bytes{};
  const ssize_t got = file.get() < 0 ? 0 : read(file.get(), bytes.data(), bytes.size());
  return {bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

/// Returns printable ASCII only: a program chooses its own name.
std::string name_of(pid_t process) {
  std::string name = read_proc(process, "comm");
  while (!name.empty() && name.back() == '\n') name.pop_back();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return name;
}

/// In /proc/PID/stat the state follows the name, which may contain any character.
bool is_stopped(pid_t process) {
  const std::string stat = read_proc(process, "stat");
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos || name_end + 2 >= stat.size()) return false;
  const char state = stat[name_end + 2];
  return state == 'T' || state == 't';
}

std::optional<WritingProgram> holder_of(int file) {
  struct flock lock = whole_file(F_WRLCK);
  if (fcntl(file, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK) return std::nullopt;
  // The number is 0 for a process of another PID namespace.
  if (lock.l_pid <= 0) return WritingProgram{};
  return WritingProgram{.process = static_cast<std::uint32_t>(lock.l_pid),
                        .name = name_of(lock.l_pid),
                        .is_stopped = is_stopped(lock.l_pid)};
}

}  // namespace

Status WriterLock::open(const Folder& folder) {
  auto opened = folder.open_or_create_file(kName, kMode);
  if (!opened) return opened.error();
  file_ = std::move(*opened);
  return Done{};
}

int WriterLock::try_take() {
  struct flock lock = whole_file(F_WRLCK);
  if (fcntl(file_.get(), F_SETLK, &lock) == 0) return 0;
  return errno == EACCES ? EAGAIN : errno;
}

void WriterLock::release() {
  struct flock lock = whole_file(F_UNLCK);
  fcntl(file_.get(), F_SETLK, &lock);
}

std::optional<WritingProgram> WriterLock::holder() const { return holder_of(file_.get()); }

std::optional<WritingProgram> writing_program(const std::string& folder) {
  const Descriptor file(::open((folder + "/" + kName).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  return file.get() < 0 ? std::nullopt : holder_of(file.get());
}

std::string blocked_in_words(const std::optional<WritingProgram>& program) {
  if (!program || program->process == 0)
    return "another program does not end its write. If one of those that `fuser' lists hangs, end it.";
  const std::string process = std::to_string(program->process);
  const std::string named = "`" + program->name + "', process " + process;
  if (program->is_stopped)
    return named + ", is stopped in the middle of a write. Continue it (kill -CONT " + process +
           ") or end it (kill -KILL " + process + ").";
  return named + ", does not end its write. If it hangs, end it (kill -KILL " + process + ").";
}

WriterTurn::WriterTurn(WriterLock& lock, std::chrono::milliseconds longest) : lock_(lock) {
  if (!lock.is_open()) return;
  no_stop_.emplace();
  error_ = lock.try_take();
  if (error_ != EAGAIN) return;
  const auto end = std::chrono::steady_clock::now() + longest;
  for (auto pause = kFirstPause; error_ == EAGAIN && std::chrono::steady_clock::now() < end;
       pause = std::min(pause * 2, kLongestPause)) {
    no_stop_.reset();  // Ctrl-Z may stop a program that only waits
    std::this_thread::sleep_for(pause);
    no_stop_.emplace();
    error_ = lock.try_take();
  }
}

WriterTurn::~WriterTurn() {
  if (lock_.is_open() && error_ == 0) lock_.release();
}

}  // namespace permit::lmdb
