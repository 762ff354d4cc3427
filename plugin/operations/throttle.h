// Long work on a register, in steps so short that a text waits for a step no longer than for a few other texts.
#pragma once

#include <chrono>
#include <cstddef>

namespace permit {

/// The writer's lock is not fair (lmdb.h): a process that takes it again at once keeps others out. So each step is one
/// short transaction, followed by a pause as long as the step. step_size() limits its rows. On a slow disk AdminStore
/// ends it earlier.
class Throttle {
 public:
  using Duration = std::chrono::steady_clock::duration;

  /// The intended processor time of a step in this thread: waiting for the writer or the disk is not a reason to do
  /// less. Its commit syncs once, like that of a text.
  static constexpr std::chrono::milliseconds kStep{3};
  static constexpr std::size_t kFewest = 16;
  /// Limits costs that processor time does not show: reads from a slow disk, and written pages, for which texts wait.
  /// Each row may need its own page.
  static constexpr std::size_t kMost = 128;

  /// The number of rows or records that the next step may handle.
  std::size_t step_size() const { return step_size_; }

  /// One step: `work(step_size())', in at most one transaction. Returns its value, after the pause.
  template <typename Work>
  auto step(Work work) {
    const auto began = std::chrono::steady_clock::now();
    const Duration worked_before = worked();
    auto made = work(step_size_);
    adapt(worked() - worked_before);
    pause(std::chrono::steady_clock::now() - began);
    return made;
  }

  /// Adjusts step_size() to how long a whole step of step_size() rows took.
  void adapt(Duration took);

 private:
  /// Processor time of this thread since it began.
  static Duration worked();
  static void pause(Duration time);

  std::size_t step_size_ = 32;
};

/// Gives this thread, and those that it starts, the lowest priority from now on. REQUIRES: the thread never holds the
/// writer's lock, or texts would wait for it even longer.
void lower_priority();

}  // namespace permit
