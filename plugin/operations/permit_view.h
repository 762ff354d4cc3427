// A permit, by text or standing, as the register knew it at a moment: whether it permits then, and if not, why.
//
// What was entered, moved or named later does not permit at that moment: disputes turn on whether an entry was made
// before or after the stop. What decrees make of a standing permit is computed from the rules given.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/history.h"
#include "core/rule_set.h"
#include "store/open.h"

namespace permit {

/// The end of a permit moved by hand.
struct Move {
  Sequence record = 0;
  Instant at;
  NewEnd end;
  Actor actor;
};

struct PermitView {
  enum class State {
    holds,
    not_yet,       ///< it begins later
    unknown_then,  ///< it was entered, or its plate was named, after that moment
    ended,
    revoked,
    switched_off,  ///< by a decree
    replaced,      ///< another took its place
  };

  State state = State::holds;
  Period period;        ///< as it stood at that moment
  Instant known;        ///< since when the register knew it, with the plate if that was asked for
  Sequence record = 0;  ///< that gave or entered it
  std::variant<Permit, StandingPermit> permit;  ///< as it stands now, but for the plate
  std::string clause{};                         ///< of the grant, or of the decree that moved its end; may be empty
  Digest rules{};                               ///< in force when it was given or entered
  const Decree* decree = nullptr;               ///< likewise as `clause'; borrowed from the rules
  const StandingPermitRule* effect = nullptr;   ///< of that decree, where one moved its end; likewise
  Actor entered_by{};                           ///< of a standing permit
  std::optional<Move> moved{};                  ///< the last time by then
  std::optional<Move> moved_later{};            ///< the last time after then: does not count

  const Permit* by_text() const { return std::get_if<Permit>(&permit); }
  const StandingPermit* standing() const { return std::get_if<StandingPermit>(&permit); }
  const std::string& document() const;
  const std::string& plate() const;
  bool permits() const { return state == State::holds; }
};
/// Whether it permits at that moment or later.
bool is_live(const PermitView& view);
/// `holds', `not-yet', …: as JSON says it.
std::string_view name(PermitView::State state);

/// How far back permits that are over are looked for.
inline constexpr std::chrono::days kLookedBack{31};

/// What there is of a document or FIN, a plate or a phone about `at`: what permits first, then what is to come, then
/// what is over, the latest first. Reads in short transactions. A permit is found by the plate that was named last.
Result<std::vector<PermitView>> permit_views(const InspectionStore& store, Subject by, const std::string& key,
                                             Instant at, const RuleSet& rules);

/// One permit at that moment. `by`: what it was found by.
Result<PermitView> view(const InspectionStore& store, const Permit& permit, Subject by, Instant at,
                        const RuleSet& rules);
Result<PermitView> view(const InspectionStore& store, const StandingPermit& permit, Instant at, const RuleSet& rules);

}  // namespace permit
