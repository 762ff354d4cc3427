// Long work on a register in steps so short that no text waits longer for it than for a few others.
#pragma once

#include <chrono>
#include <cstddef>

namespace permit {

/// The writer's lock is not fair (lmdb.h): who takes it again at once keeps others out. So each step is one short
/// transaction, and after it nothing is done for as long as it took.
class Throttle {
 public:
  using Duration = std::chrono::steady_clock::duration;

  /// What the work of a step shall take; its commit syncs once, as a text's own does. As the time of this thread on a
  /// processor: waiting for the writer or for the disk is no reason to do less.
  static constexpr std::chrono::milliseconds kStep{3};
  static constexpr std::size_t kFewest = 16;
  /// What is read from a slow disk is not seen, and of what is written each row may be a page of its own, which texts
  /// wait for: bounded by this.
  static constexpr std::size_t kMost = 128;

  /// So many rows, or records, the next step may handle.
  std::size_t most() const { return most_; }

  /// One step: `work(most)', in at most one transaction. Returns its value after the pause.
  template <typename Work>
  auto step(Work work) {
    const auto began = std::chrono::steady_clock::now();
    const Duration worked_before = worked();
    auto made = work(most_);
    adapt(worked() - worked_before);
    pause(std::chrono::steady_clock::now() - began);
    return made;
  }

  /// Learns from how long the work of a whole step of most() took.
  void adapt(Duration took);

 private:
  /// By this thread, ever.
  static Duration worked();
  static void pause(Duration time);

  std::size_t most_ = 32;
};

/// From here on this thread, and those that it makes, work where nobody else wants the processor. For who never holds
/// the writer's lock: texts would wait for it longer still.
void let_others_first();

}  // namespace permit
