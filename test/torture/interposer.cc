// Replaces functions of the C library in a program: records its operations on the register's file, and simulates a bad
// disk and a clock that jumps. Linked into the tests for their forked children, and preloaded as interposer.so into
// smsbox. Without a tape it does nothing.
//
// What LMDB 0.9.24 does, as read and recorded: it writes pages by pwrite, or lseek and writev, through a descriptor
// without O_SYNC, then calls fdatasync on it; then it writes the meta page, which makes the commit, by one pwrite
// through a second descriptor that is opened with O_DSYNC. The file is mapped read-only.
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "test/torture/tape.h"

namespace permit::test {
namespace {

using Did = Event::Did;

enum class Role : unsigned char { other, data, data_through, folder };

TapeHead* recording = nullptr;
std::array<Role, 4096> roles;

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// The function of the C library that a function of this file replaces.
#define NEXT(function) static auto* const real = next<decltype(::function)>(#function)

Role role_of(int fd) {
  return recording && fd >= 0 && static_cast<std::size_t>(fd) < roles.size() ? roles[static_cast<std::size_t>(fd)]
                                                                             : Role::other;
}

bool is_data(Role role) { return role == Role::data || role == Role::data_through; }

void note(Did did, std::uint64_t at = 0, std::uint64_t length = 0) {
  add_event(*recording, {.did = did, .size = 0, .at = at, .length = length}, nullptr);
}

/// Returns whether a fault strikes now, with errno set.
bool strikes(Trouble& trouble) {
  const std::uint32_t one_in = trouble.one_in;
  if (one_in == 0) return false;
  std::uint64_t state = recording->random_state;
  std::uint64_t after = 0;
  do {
    after = state * 6364136223846793005u + 1442695040888963407u;
  } while (!recording->random_state.compare_exchange_weak(state, after));
  if ((after >> 33) % one_in != 0) return false;
  errno = trouble.error;
  return true;
}

/// Records a write of the data file. `really` writes that many of `bytes`.
template <typename Really>
ssize_t write_data(Role role, std::uint64_t at, const char* bytes, std::size_t size, Really really) {
  const bool through = role == Role::data_through;
  if (!through && strikes(recording->write)) return -1;
  const std::size_t part = strikes(recording->short_write) ? size / 2 : size;
  add_event(*recording,
            {.did = through ? Did::write_through : Did::write,
             .size = static_cast<std::uint32_t>(part),
             .at = at,
             .length = 0},
            bytes);
  const ssize_t written = really(part);
  if (!through) return written;
  if (strikes(recording->write_through)) {  // the page cache has the data
    const int error = errno;
    note(Did::through_failed, at, part);
    errno = error;
    return -1;
  }
  note(Did::through, at, part);
  return written;
}

int sync(int fd, int (*real)(int)) {
  const Role role = role_of(fd);
  if (!is_data(role)) {
    const int done = real(fd);
    if (done == 0 && role == Role::folder) note(Did::sync_folder);
    return done;
  }
  if (strikes(recording->sync)) {
    const int error = errno;
    note(Did::sync_failed);
    errno = error;
    return -1;
  }
  const int done = real(fd);
  note(done == 0 ? Did::sync : Did::sync_failed);
  return done;
}

/// Records data that is about to leave for another process and cannot be taken back.
void record_socket(int fd, const void* data, std::size_t size) {
  if (!recording || !recording->records_sockets) return;
  const int error = errno;
  struct stat file {};
  if (fstat(fd, &file) == 0 && S_ISSOCK(file.st_mode))
    add_event(*recording, {.did = Did::say, .size = static_cast<std::uint32_t>(size), .at = 0, .length = 0}, data);
  errno = error;
}

// A file may be opened by the path of the descriptor of its folder.
int opened(int fd, int flags, bool was_there) {
  if (!recording || fd < 0 || static_cast<std::size_t>(fd) >= roles.size()) return fd;
  const int error = errno;
  std::array<char, PATH_MAX> path{};
  const ssize_t size = readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path.data(), path.size());
  errno = error;
  const std::string_view folder = recording->folder;
  const std::string_view name(path.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  Role role = Role::other;
  if (name == folder) role = Role::folder;
  if (name.starts_with(folder) && name.substr(folder.size()) == "/data.mdb")
    role = (flags & O_DSYNC) ? Role::data_through : Role::data;
  if (is_data(role) && !was_there) note(Did::make);
  roles[static_cast<std::size_t>(fd)] = role;
  return fd;
}

int open_file(int folder, const char* path, int flags, mode_t mode) {
  NEXT(openat);
  struct stat there {};
  const int error = errno;
  const bool was_there = !recording || fstatat(folder, path, &there, 0) == 0;
  errno = error;
  return opened(real(folder, path, flags, mode), flags, was_there);
}

__attribute__((constructor)) void find_tape() {
  const char* path = std::getenv(kTapeVariable);
  if (!path) return;
  const int fd = open_file(AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0) return;
  void* at = mmap(nullptr, TapeHead::kCapacity, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (at != MAP_FAILED) record_onto(static_cast<TapeHead*>(at));
}

}  // namespace

void record_onto(TapeHead* tape) { recording = tape; }

void add_event(TapeHead& tape, Event event, const void* bytes) {
  const std::uint64_t size = sizeof event + (event.size + std::uint64_t{7}) / 8 * 8;
  const std::uint64_t at = tape.used.fetch_add(size);
  if (sizeof tape + at + size > TapeHead::kCapacity) std::abort();
  char* to = reinterpret_cast<char*>(&tape + 1) + at;
  std::memcpy(to, &event, sizeof event);
  if (event.size > 0) std::memcpy(to + sizeof event, bytes, event.size);
}

}  // namespace permit::test

using namespace permit::test;

#pragma GCC visibility push(default)
extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return open_file(AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return open_file(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return open_file(folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return open_file(folder, path, flags, mode);
}

int close(int fd) {
  NEXT(close);
  if (role_of(fd) != Role::other) roles[static_cast<std::size_t>(fd)] = Role::other;
  return real(fd);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  NEXT(pwrite);
  const Role role = role_of(fd);
  if (!is_data(role)) return real(fd, data, size, at);
  return write_data(role, static_cast<std::uint64_t>(at), static_cast<const char*>(data), size,
                    [&](std::size_t part) { return real(fd, data, part, at); });
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) { return pwrite(fd, data, size, at); }

ssize_t writev(int fd, const iovec* parts, int count) {
  NEXT(writev);
  const Role role = role_of(fd);
  if (!is_data(role)) return real(fd, parts, count);
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
  const off_t at = lseek(fd, 0, SEEK_CUR);
  return write_data(role, static_cast<std::uint64_t>(at), bytes.data(), bytes.size(),
                    [&](std::size_t part) { return ::write(fd, bytes.data(), part); });
}

ssize_t write(int fd, const void* data, size_t size) {
  NEXT(write);
  record_socket(fd, data, size);
  return real(fd, data, size);
}

ssize_t send(int fd, const void* data, size_t size, int flags) {
  NEXT(send);
  record_socket(fd, data, size);
  return real(fd, data, size, flags);
}

int ftruncate(int fd, off_t length) noexcept {
  NEXT(ftruncate);
  if (is_data(role_of(fd))) note(Did::resize, static_cast<std::uint64_t>(length));
  return real(fd, length);
}

int ftruncate64(int fd, off64_t length) noexcept { return ftruncate(fd, length); }

int fdatasync(int fd) {
  NEXT(fdatasync);
  return sync(fd, real);
}

int fsync(int fd) {
  NEXT(fsync);
  return sync(fd, real);
}

void* mmap(void* at, size_t size, int protection, int flags, int fd, off_t offset) noexcept {
  NEXT(mmap);
  if (is_data(role_of(fd)) && (protection & PROT_WRITE)) note(Did::map_writable);
  return real(at, size, protection, flags, fd, offset);
}

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  NEXT(clock_gettime);
  const int done = real(clock, now);
  if (recording && clock == CLOCK_REALTIME) now->tv_sec += recording->clock_seconds;
  return done;
}

int gettimeofday(timeval* __restrict now, void* __restrict zone) noexcept {
  NEXT(gettimeofday);
  const int done = real(now, zone);
  if (recording) now->tv_sec += recording->clock_seconds;
  return done;
}

time_t time(time_t* now) noexcept {
  NEXT(time);
  const time_t is = real(nullptr) + (recording ? recording->clock_seconds.load() : 0);
  if (now) *now = is;
  return is;
}

}  // extern "C"
#pragma GCC visibility pop
