// What holds for the answer to any text, whoever sent it and whatever the rules are.
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

/// Twelve signs, always the same: a reply is as long as it gets.
class LongCodes : public CheckCodes {
 public:
  std::string code_of(const Permit&) const override { return std::string(kCheckCodeLength, 'X'); }
};

/// The answer as the pure heart gives it, asked twice. Checks that both are the same.
Entry answer_twice(const Text& text, const Account& account, const RuleSet& rules, Instant now, const Stamp& stamp);

/// What `permitctl check` says that texts cost at worst; borrows the rules.
class Costs {
 public:
  explicit Costs(const RuleSet& rules) : rules_(rules) {}
  Segments of(const std::string& language, const std::string& text_id);

 private:
  const RuleSet& rules_;
  std::map<std::pair<std::string, std::string>, Segments> known_;
};

/// An outcome, a reply of whole letters that costs no more than it may, or a named reason for silence.
void check_reply(const Entry& entry, Costs& costs);

/// A permit is for whom the text names, begins and ends, and is no second one.
void check_permit(const Entry& entry, const Account& account, const RuleSet& rules);

}  // namespace permit::fuzz
