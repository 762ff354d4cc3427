#include "service/rule_compiler.h"

#include <chrono>
#include <utility>

namespace permit {

namespace {

constexpr std::chrono::milliseconds kLook{200};  // the destructor may wait this long

}  // namespace

RuleCompiler::RuleCompiler(std::string folder) : folder_(std::move(folder)) {
  auto watch = FolderWatch::open(folder_);
  if (!watch) {
    watching_ = watch.error();
    return;
  }
  thread_ = std::thread([this, mine = std::move(*watch)]() mutable { run(mine); });
}

RuleCompiler::~RuleCompiler() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

std::optional<Loaded> RuleCompiler::take_compiled() {
  const std::lock_guard lock(mutex_);
  return std::exchange(compiled_, std::nullopt);
}

void RuleCompiler::run(FolderWatch& watch) {
  while (!stop_) {
    if (!watch.wait_for_change(kLook)) continue;
    Loaded loaded = load_folder(folder_);
    const std::lock_guard lock(mutex_);
    compiled_ = std::move(loaded);
  }
}

}  // namespace permit
