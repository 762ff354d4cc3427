// A register with the main path in front of it; the replies are discarded.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/answer.h"
#include "store/open.h"

namespace permit::bench {

class BenchService {
 public:
  /// Throws std::runtime_error if the register cannot be opened.
  BenchService(const std::string& folder, Rules rules);

  /// Answers texts, and commits them in one transaction if one of them asks for a permit. Throws std::runtime_error.
  void answer(std::vector<Text> texts, Instant now);
  /// Commits pending texts.
  void commit(Instant now) { answer({}, now); }

  RegisterStore& store() { return *store_; }
  const Rules& rules() const { return rules_; }
  std::uint64_t replies() const { return nobody_.replies; }

 private:
  struct Nobody : Outbox {
    void reply(const Entry&) override { ++replies; }
    void ack(const Text&) override {}
    void flush() override {}
    std::uint64_t replies = 0;
  };

  Rules rules_;
  std::unique_ptr<RegisterStore> store_;
  Nobody nobody_;
  Responder responder_;
};

/// Returns the value, or throws its error as a std::runtime_error.
template <typename T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(result.value());
}

}  // namespace permit::bench
