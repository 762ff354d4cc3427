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

std::string render_progress(const std::string& what, std::uint64_t done, std::uint64_t all) {
  if (all == 0) return what + ' ' + std::to_string(done);
  done = std::min(done, all);
  const auto filled = static_cast<std::size_t>(done * kWidth / all);
  return what + " [" + std::string(filled, '#') + std::string(kWidth - filled, ' ') + "] " +
         std::to_string(done * 100 / all) + " %";
}

Progress::Progress(std::string what, std::uint64_t all)
    : what_(std::move(what)),
      all_(all),
      is_watched_(isatty(STDERR_FILENO) != 0),
      next_(std::chrono::steady_clock::now() + kFirst) {}

Progress::~Progress() {
  if (is_shown_) std::cerr << kEraseLine << std::flush;
}

void Progress::update(std::uint64_t done) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_watched_ || now < next_) return;
  next_ = now + kBetween;
  is_shown_ = true;
  std::cerr << kEraseLine << render_progress(what_, done, all_) << std::flush;
}

}  // namespace permit::tool
