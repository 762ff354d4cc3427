#include "kannel/rule_keeper.h"

#include <utility>

#include "kannel/clock.h"
#include "kannel/log.h"

namespace permit {

namespace {

constexpr std::chrono::seconds kRetry{1};

std::string quoted_hash(const RuleSet& rules) { return "`" + hex(rules.hash) + "'"; }

}  // namespace

// The watch begins before the first look, so no change falls between them.
RuleKeeper::RuleKeeper(const std::string& folder) : folder_(folder), compiler_(folder) {
  if (!compiler_.watching()) {
    log_error("Changes of the rules are not seen until smsbox restarts: " + compiler_.watching().error().message + ".");
  }
  consider(load_folder(folder));
}

const Rules& RuleKeeper::current(Store& store) {
  if (auto news = compiler_.take()) consider(std::move(*news));
  const auto now = std::chrono::steady_clock::now();
  const bool settled = in_force_ && !candidate_;
  if (settled || now < next_try_) return in_force_;
  next_try_ = now + kRetry;
  candidate_ ? accept(store) : recall(store);
  return in_force_;
}

void RuleKeeper::consider(Loaded loaded) {
  candidate_.reset();
  next_try_ = {};
  if (!loaded.rules) {
    if (loaded.faults == faults_) return;
    faults_ = std::move(loaded.faults);
    log_faults(faults_);
    folder_fault_.raise("The rule folder `" + folder_ + "' does not compile and is not used.");
    return;
  }
  faults_.clear();
  folder_fault_.settle("The rule folder `" + folder_ + "' compiles again.");
  if (!in_force_ || in_force_->hash != loaded.rules->hash) candidate_ = std::move(loaded);
}

void RuleKeeper::log_faults(const std::vector<Fault>& faults) const {
  for (const Fault& fault : faults) {
    const bool broken = kind_of(fault.name).severity == Severity::broken;
    (broken ? log_error : log_warning)((fault.file.empty() ? "" : folder_ + "/") + render(fault));
  }
}

void RuleKeeper::accept(Store& store) {
  const RuleSet& rules = *candidate_->rules;
  if (const Status accepted = store.accept_rules(rules.hash, candidate_->text, Clock::host_moment()); !accepted) {
    fault_.raise("Rules " + quoted_hash(rules) +
                 " are not used, because the register does not take them: " + accepted.error().message);
    return;
  }
  fault_.settle("Rules " + quoted_hash(rules) + " are in force.");
  if (in_force_) log_info("Rules " + quoted_hash(rules) + " replace " + quoted_hash(*in_force_) + ".");
  log_faults(candidate_->faults);
  in_force_ = std::move(candidate_->rules);
  candidate_.reset();
}

void RuleKeeper::recall(const Register& store) {
  const auto hash = store.rules_in_force();
  if (!hash) return fault_.raise("The register does not say which rules were in force: " + hash.error().message);
  if (!*hash) return fault_.raise("No text is answered: there are no rules, and the register has none either.");
  auto text = store.rules(**hash);
  if (!text) return fault_.raise("The register does not give the rules that were in force: " + text.error().message);
  Loaded loaded = compile(std::move(*text).value_or(RuleText{}));
  if (!loaded.rules) {
    return fault_.raise("The rules `" + hex(**hash) + "' that were in force do not compile any more: " +
                        (loaded.faults.empty() ? "" : render(loaded.faults.front())));
  }
  in_force_ = std::move(loaded.rules);
  log_warning("Texts are answered by the rules that were accepted last, " + quoted_hash(*in_force_) + ".");
}

}  // namespace permit
