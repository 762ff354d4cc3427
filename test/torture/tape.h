// The operations of a process on one file, in order: the interposer (interposer.cc) records them, tests play them back.
// A tape also tells the interposer which faults to cause: errors of a disk, a clock that jumps.
//
// A tape is shared memory. A test process creates it. Children forked from it, and programs started with interposer.so
// preloaded, write to it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace permit::test {

/// Returns `error` instead of success in one of `one_in` calls; 0: never.
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
    write,           ///< `bytes' at `at': in the page cache, later on disk
    write_through,   ///< the same through O_DSYNC: on disk when it returns
    through,         ///< the write of `length' bytes at `at' has returned
    through_failed,  ///< it returned an error: the disk may have either
    resize,          ///< to `at' bytes
    sync,            ///< everything written before is on the disk
    sync_failed,     ///< earlier writes may be there or not; no retry
    make,            ///< the file is new; its name is not on the disk
    sync_folder,     ///< its name is on the disk
    map_writable,    ///< the file can be written without this tape
    say,             ///< `bytes': something left that others depend on
  };

  Did did;
  std::uint32_t size;    ///< of the bytes after it
  std::uint64_t at;      ///< offset or length
  std::uint64_t length;  ///< length of a through event

  std::string_view bytes() const { return {reinterpret_cast<const char*>(this + 1), size}; }
};

/// The part of a tape that is not events. Zero means none.
struct TapeHead {
  static constexpr std::size_t kCapacity = std::size_t{4} << 30;  ///< of address space

  char folder[1024];                        ///< folder of the recorded file `data.mdb', without links
  std::atomic<std::uint64_t> used;          ///< bytes of events, which begin after the head
  std::atomic<std::uint64_t> random_state;  ///< where a fault strikes
  Trouble sync;
  Trouble write_through;
  Trouble write;
  Trouble short_write;                      ///< half is written, without an error
  std::atomic<std::int64_t> clock_seconds;  ///< offset of the host's clock
  std::atomic<bool> records_sockets;        ///< writes to sockets are recorded
};

class Tape {
 public:
  /// Records `folder`/data.mdb.
  explicit Tape(const std::string& folder);
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;
  ~Tape();

  TapeHead& head() { return *head_; }
  /// The path where another process finds the tape while this process runs.
  const std::string& path() const { return path_; }
  /// Starts to record this process and its children.
  void record();
  /// Adds an Event::Did::say.
  void say(std::string_view what);

  /// Calls `on_event` with every event, in order. REQUIRES: nothing is recorded any more.
  void play(const std::function<void(const Event&)>& on_event) const;
  std::size_t count(Event::Did did) const;

 private:
  TapeHead* head_;
  int file_;
  std::string path_;
};

/// Adds an event. Any thread of any process may call.
void add_event(TapeHead& tape, Event event, const void* bytes);
/// Sets the tape of the interposer in this process, or null. Defined by interposer.cc.
void record_onto(TapeHead* tape);

/// The environment variable with the tape of a preloaded interposer.
inline constexpr const char* kTapeVariable = "PERMIT8103_TAPE";

}  // namespace permit::test
