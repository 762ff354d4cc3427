// Promises about the answer to any text, from any sender, under any rules.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "core/answer.h"
#include "core/record.h"
#include "core/reply/segments.h"
#include "core/rule_set.h"
#include "core/text.h"

namespace permit::fuzz {

/// Always the same twelve characters, so that replies are as long as possible.
class LongCodes : public CheckCodeMaker {
 public:
  std::string code_of(const Permit&) const override { return std::string(kCheckCodeLength, 'X'); }
};

/// Asks the core twice, checks that both answers are the same, and returns the answer.
Entry answer_twice(const Text& text, const Account& account, const RuleSet& rules, Instant now,
                   const CheckCodeInput& code_input);

/// The most segments of each reply text according to `permitctl check`; borrows the rules.
class Costs {
 public:
  explicit Costs(const RuleSet& rules) : rules_(rules) {}
  Segments of(const std::string& language, const std::string& text_id);

 private:
  const RuleSet& rules_;
  std::map<std::pair<std::string, std::string>, Segments> known_;
};

/// Checks that there is an outcome, and a reply in UTF-8 within its cost or a known reason for silence.
void check_reply(const Entry& entry, Costs& costs);

/// Checks that a permit is for the person in the text, begins and ends, and is not a duplicate.
void check_permit(const Entry& entry, const Account& account, const RuleSet& rules);

}  // namespace permit::fuzz
