#include "tool/cli/progress.h"

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <utility>

#include <unistd.h>

namespace permit::tool {

namespace {

constexpr std::chrono::milliseconds kFirst{1000};
constexpr std::chrono::milliseconds kBetween{200};
constexpr std::uint64_t kWidth = 30;
constexpr const char* kEraseLine = "\r\x1b[K";  // ECMA-48 EL

}  // namespace

Progress::Progress(std::string what, std::uint64_t all)
    : what_(std::move(what)),
      all_(std::max<std::uint64_t>(all, 1)),
      is_watched_(isatty(STDERR_FILENO) != 0),
      next_(std::chrono::steady_clock::now() + kFirst) {}

Progress::~Progress() {
  if (is_shown_) std::cerr << kEraseLine << std::flush;
}

void Progress::at(std::uint64_t done) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_watched_ || now < next_) return;
  next_ = now + kBetween;
  is_shown_ = true;
  done = std::min(done, all_);
  const auto filled = static_cast<std::size_t>(done * kWidth / all_);
  std::cerr << kEraseLine << what_ << " [" << std::string(filled, '#') << std::string(kWidth - filled, ' ') << "] "
            << done * 100 / all_ << " %" << std::flush;
}

}  // namespace permit::tool
