#include "tool/say.h"

#include <fstream>
#include <iostream>
#include <memory>

#include "core/segments.h"
#include "store/lmdb_store.h"
#include "store/memory_store.h"
#include "tool/batch.h"
#include "tool/counter.h"
#include "tool/explain.h"
#include "tool/rules_at.h"

namespace permit::tool {

namespace {

/// The register that texts are handed in to: a real one, or one in memory on top of it or of nothing.
struct OpenRegister {
  std::unique_ptr<LmdbStore> disk;
  std::unique_ptr<MemoryStore> memory;

  Store& store() { return memory ? static_cast<Store&>(*memory) : *disk; }
};

Result<OpenRegister> open_register(const SayOptions& options) {
  OpenRegister opened;
  if (!options.store.empty()) {
    lmdb::Options how;
    how.read_only = !options.commit;
    auto disk = LmdbStore::open(options.store, how);
    if (!disk) return disk.error();
    opened.disk = std::move(*disk);
  }
  if (!options.commit) opened.memory = std::make_unique<MemoryStore>(opened.disk.get());
  return opened;
}

void print_answer(const Entry& entry) {
  std::cout << name(entry.outcome);
  if (entry.reply.empty()) {
    std::cout << ": " << entry.reason << '\n';
  } else {
    std::cout << '\n' << entry.reply << '\n';
  }
}

ExitStatus say_one(const SayOptions& options, Counter& counter, const Register& store) {
  const auto now = instant_of(options.at, counter.rules().zone);
  if (!now) return kUsage;
  std::string path;
  if (options.explain) {
    auto explained = explain(options.text, options.from, counter.rules(), store, *now);
    if (!explained) {
      std::cerr << "permitctl: " << explained.error().message << '\n';
      return kUnavailable;
    }
    path = *explained;
  }
  const auto entry = counter.say(options.text, options.from, *now);
  if (!entry) {
    std::cerr << "permitctl: " << entry.error().message << '\n';
    return kUnavailable;
  }
  if (entry->decided != *now) std::cerr << "permitctl: " << later_than_asked(*entry, counter.rules()) << '\n';
  print_answer(*entry);
  std::cout << path;
  return status_of(entry->outcome);
}

ExitStatus say_batch(const SayOptions& options, Counter& counter) {
  if (options.batch == "-") return answer_batch(std::cin, std::cout, std::cerr, counter);
  std::ifstream file(options.batch);
  if (!file) {
    std::cerr << "permitctl: cannot read `" << options.batch << "'; give a file, or - for standard input\n";
    return kUsage;
  }
  return answer_batch(file, std::cout, std::cerr, counter);
}

}  // namespace

ExitStatus say(const SayOptions& options) {
  const Rules rules = rules_from(options.rules);
  if (!rules) return kBrokenInput;
  auto opened = open_register(options);
  if (!opened) {
    std::cerr << "permitctl: " << opened.error().message << '\n';
    return kUnavailable;
  }
  Store& store = opened->store();
  Counter counter(rules, store);
  return options.batch.empty() ? say_one(options, counter, store) : say_batch(options, counter);
}

}  // namespace permit::tool
