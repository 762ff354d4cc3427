#include "test/rig/library_process.h"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <utility>

#include "metrics/instance_status.h"
#include "ruleset/load.h"
#include "store/open.h"

namespace permit::test {
namespace {

using namespace std::chrono_literals;

[[noreturn]] void follow(const std::string& rules, const std::string& folder, const Signal& ready) {
  const auto store = open_store(folder);
  if (!store) std::_Exit(1);
  InstanceStatus status;
  status.box = "permit8103";
  status.process = static_cast<std::uint32_t>(getpid());
  status.folder = rules;
  for (bool told = false;; told = true) {
    const Loaded loaded = load_folder(rules);
    status.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (loaded.rules && (!told || loaded.rules->hash != status.rules)) {
      status.rules = loaded.rules->hash;
      if (!(*store)->accept_rules(status.rules, loaded.text, status.at) || !(*store)->publish(status)) std::_Exit(1);
    }
    if (!told) ready.give();
    std::this_thread::sleep_for(5ms);
  }
}

}  // namespace

LibraryProcess::LibraryProcess(std::string rules, std::string store)
    : process_([rules = std::move(rules), store = std::move(store), this]() -> int { follow(rules, store, ready_); }) {
  if (!ready_.await()) std::abort();
}

}  // namespace permit::test
