#include "system/run_program.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/descriptor.h"

namespace permit::tool {

namespace {

namespace fs = std::filesystem;

constexpr int kSignalled = 128;

Error failed(const std::string& what, int code) { return {what + ": " + std::strerror(code)}; }  // NOLINT: one thread

bool write_whole(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return lseek(file, 0, SEEK_SET) == 0;
}

bool can_run(const fs::path& program) { return access(program.c_str(), X_OK) == 0; }

}  // namespace

std::optional<std::string> find_program(const std::string& name) {
  std::error_code none;
  const fs::path here = fs::read_symlink("/proc/self/exe", none).parent_path();
  if (!none && can_run(here / name)) return here / name;
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): one thread
  for (std::string_view rest = path ? path : ""; !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    if (!folder.empty() && can_run(fs::path(folder) / name)) return fs::path(folder) / name;
  }
  return std::nullopt;
}

Result<int> run_program(const std::string& program, const std::vector<std::string>& arguments, std::string_view input) {
  const Descriptor file(memfd_create("input", MFD_CLOEXEC));
  if (file.get() < 0 || !write_whole(file.get(), input)) return failed("input of " + program, errno);
  std::vector<std::string> owned{program};  // posix_spawn(3) takes pointers to non-const characters
  owned.insert(owned.end(), arguments.begin(), arguments.end());
  std::vector<char*> words;
  words.reserve(owned.size() + 1);
  for (std::string& word : owned) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, file.get(), STDIN_FILENO);
  pid_t child = 0;
  const int spawned = posix_spawn(&child, program.c_str(), &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (spawned != 0) return failed(program + " cannot be run", spawned);
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return failed(program, errno);
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}

}  // namespace permit::tool
