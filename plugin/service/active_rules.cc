#include "service/active_rules.h"

#include <utility>

#include "kannel/log.h"
#include "ruleset/read/pause.h"
#include "system/clock.h"

namespace permit {

namespace {

constexpr std::chrono::seconds kRetry{1};

std::string quoted_hash(const RuleSet& rules) { return "`" + hex(rules.hash) + "'"; }

}  // namespace

// The watch begins before the folder is first read, so no change is missed.
ActiveRules::ActiveRules(const std::string& folder) : folder_(folder), compiler_(folder) {
  if (!compiler_.watching()) {
    log_error("The rule folder cannot be watched; changes need a restart of smsbox: " +
              compiler_.watching().error().message + ".");
  }
  consider(load_folder(folder));
}

const Rules& ActiveRules::current(Store& store) {
  if (auto news = compiler_.take_compiled()) consider(std::move(*news));
  const auto now = std::chrono::steady_clock::now();
  const bool settled = in_force_ && !candidate_ && !reload_due_;
  if (settled || now < next_try_) return in_force_;
  next_try_ = now + kRetry;
  if (!candidate_) use_last_accepted(store);
  if (candidate_) accept(store);
  return in_force_;
}

void ActiveRules::consider(Loaded loaded) {
  candidate_.reset();
  next_try_ = {};
  reload_due_ = !loaded.rules;
  if (reload_due_) {
    if (loaded.faults == faults_) return;
    ++changes_;
    faults_ = std::move(loaded.faults);
    log_faults(faults_);
    folder_fault_.raise("The rule folder `" + folder_ +
                        "' does not compile and is not used; correct it (permitctl check).");
    return;
  }
  if (!faults_.empty()) ++changes_;
  faults_.clear();
  folder_fault_.clear("The rule folder `" + folder_ + "' compiles again.");
  if (!in_force_ || in_force_->hash != loaded.rules->hash) candidate_ = std::move(loaded);
}

std::string ActiveRules::render_with_folder(const Diagnostic& fault) const {
  return (fault.file.empty() ? "" : folder_ + "/") + render(fault);
}

void ActiveRules::log_faults(const std::vector<Diagnostic>& faults) const {
  for (const Diagnostic& fault : faults) {
    const bool broken = kind_of(fault.id).severity == Severity::broken;
    (broken ? log_error : log_warning)(render_with_folder(fault));
  }
}

std::vector<std::string> ActiveRules::faults() const {
  std::vector<std::string> all;
  for (const Diagnostic& fault : faults_) all.push_back(render_with_folder(fault));
  return all;
}

void ActiveRules::accept(Store& store) {
  const RuleSet& rules = *candidate_->rules;
  if (const Status accepted = store.accept_rules(rules.hash, candidate_->text, Clock::host_time()); !accepted) {
    fault_.raise("Rules " + quoted_hash(rules) +
                 " are not in force, because the register fails: " + accepted.error().message);
    return;
  }
  fault_.clear("Rules " + quoted_hash(rules) + " are in force.");
  if (in_force_) log_info("Rules " + quoted_hash(rules) + " replace " + quoted_hash(*in_force_) + ".");
  const bool was_paused = in_force_ && in_force_->pause;
  if (rules.pause && !was_paused) log_warning("PAUSE: no permits are granted until the pause ends (permitctl resume).");
  if (!rules.pause && was_paused) log_warning("The pause has ended: permits are granted again.");
  log_faults(candidate_->faults);
  put_in_force(std::move(candidate_->rules));
  candidate_.reset();
}

/// Uses the rules that were in force last. A broken folder only says whether they are paused.
void ActiveRules::use_last_accepted(const Register& store) {
  const auto accepted = store.rules_in_force();
  if (!accepted) {
    return fault_.raise("The register cannot tell which rules were in force: " + accepted.error().message);
  }
  if (!*accepted)
    return fault_.raise(
        "No text is answered: the rule folder does not compile, and the register has no earlier rules.");
  const Digest hash = in_force_ ? in_force_->hash : **accepted;
  auto kept = store.rules(hash);
  if (!kept)
    return fault_.raise("The rules that were in force cannot be read from the register: " + kept.error().message);
  const RuleFiles text = std::move(*kept).value_or(RuleFiles{});
  Loaded loaded = compile(with_pause_of(folder_, text));
  if (!loaded.rules) loaded = compile(text);  // a broken pause was logged with the folder's faults
  if (!loaded.rules) {
    return fault_.raise("The rules `" + hex(hash) + "', which were in force, do not compile with this version: " +
                        (loaded.faults.empty() ? "" : render(loaded.faults.front())));
  }
  reload_due_ = false;
  if (!in_force_) log_warning("Texts are answered by the rules that were in force last, `" + hex(hash) + "'.");
  if (loaded.rules->hash != hash) {
    loaded.faults.clear();  // logged when they came into force from the folder
    candidate_ = std::move(loaded);
  } else if (!in_force_) {
    put_in_force(std::move(loaded.rules));
  }
}

void ActiveRules::put_in_force(Rules rules) {
  in_force_ = std::move(rules);
  since_ = Clock::host_time();
  ++changes_;
}

}  // namespace permit
