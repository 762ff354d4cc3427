// What a process does to one file, in its order: recorded by the interposer (interposer.cc), played back by tests. And
// what the interposer does to the process: errors of a disk, a clock that steps.
//
// A tape is shared memory. A test process makes it; children forked from it and programs that are started with
// interposer.so preloaded write on it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace permit::test {

/// Is told `error` instead of success, in one of `one_in` calls; 0: never.
struct Trouble {
  std::atomic<std::uint32_t> one_in{0};
  std::atomic<int> error{0};

  void strike(int with, std::uint32_t in = 1) {
    error = with;
    one_in = in;
  }
  void end() { one_in = 0; }
};

struct Event {
  enum class Did : std::uint32_t {
    write,           ///< `bytes' at `at': in the page cache, on the disk when the kernel likes
    write_through,   ///< likewise, by a descriptor with O_DSYNC: on the disk when it returns
    through,         ///< the write of `length' bytes at `at' has returned
    through_failed,  ///< likewise, with an error: nobody knows what is on the disk
    resize,          ///< to `at' bytes
    sync,            ///< everything written before is on the disk
    sync_failed,     ///< what was written before may be there or not, and the kernel will not try again
    make,            ///< the file is new; its name is not on the disk
    sync_folder,     ///< its name is
    map_writable,    ///< the file can be written past this tape
    say,             ///< `bytes': something left that others rely on
  };

  Did did;
  std::uint32_t size;    ///< of the bytes behind it
  std::uint64_t at;      ///< offset or length
  std::uint64_t length;  ///< of through

  std::string_view bytes() const { return {reinterpret_cast<const char*>(this + 1), size}; }
};

/// What the two sides share. What is zero means nothing.
struct TapeHead {
  static constexpr std::size_t kCapacity = std::size_t{4} << 30;  ///< of address space

  char folder[1024];                  ///< of the file `data.mdb' that is watched
  std::atomic<std::uint64_t> used;    ///< bytes of events, which begin behind the head
  std::atomic<std::uint64_t> chance;  ///< where trouble strikes
  Trouble sync;
  Trouble write_through;
  Trouble write;
  Trouble short_write;                      ///< half of it is written, and nothing is wrong
  std::atomic<std::int64_t> clock_seconds;  ///< how far the host's clock is off
  std::atomic<bool> hears_sockets;          ///< what is written into a socket is said
};

class Tape {
 public:
  /// Of `folder`/data.mdb.
  explicit Tape(const std::string& folder);
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;
  ~Tape();

  TapeHead& head() { return *head_; }
  /// Where another process finds it, while this one lives.
  const std::string& path() const { return path_; }
  /// From here on, this process and its children are recorded.
  void record();
  /// Adds an Event::Did::say.
  void say(std::string_view what);

  /// Every event, in order. REQUIRES: nobody is recorded any more.
  void play(const std::function<void(const Event&)>& hear) const;
  std::size_t count(Event::Did did) const;

 private:
  TapeHead* head_;
  int file_;
  std::string path_;
};

/// Adds an event. Any thread of any process.
void add_event(TapeHead& tape, Event event, const void* bytes);
/// What the interposer in this process records onto; null: nothing. Defined by interposer.cc.
void record_onto(TapeHead* tape);

/// The environment variable that names the tape of a preloaded interposer.
inline constexpr const char* kTapeVariable = "PERMIT8103_TAPE";

}  // namespace permit::test
