// Answers texts for permitctl by the library's main path, without Kannel.
#pragma once

#include <string>

#include "base/result.h"
#include "core/answer.h"
#include "core/rule_set.h"
#include "core/store.h"

namespace permit::tool {

/// A text with a new key.
Text new_text(const std::string& body, const std::string& sender, const std::string& short_number, Instant now);

class LocalService {
 public:
  /// Borrows the register and the maker of check codes, which may be null, for its lifetime.
  LocalService(Rules rules, Store& store, const CheckCodeMaker* codes = nullptr)
      : rules_(std::move(rules)), store_(store), responder_(store, nowhere_, codes) {}

  /// Answers one text. Returns the committed entry, read back from the register.
  Result<Entry> hand_in(Text text, Instant now);
  Result<Entry> answer(const std::string& body, const std::string& sender, Instant now);

  const RuleSet& rules() const { return *rules_; }

 private:
  /// Sends nothing: the reply is read from the register.
  class Nowhere : public Outbox {
    void reply(const Entry&) override {}
    void ack(const Text&) override {}
    void flush() override {}
  };

  Rules rules_;
  Store& store_;
  Nowhere nowhere_;
  Responder responder_;
};

}  // namespace permit::tool
