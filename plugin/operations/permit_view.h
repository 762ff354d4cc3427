// A permit by text or a standing permit as the register knew it at a moment: whether it is valid then, and if not, why.
//
// An entry, an end or a plate that came later does not count at that moment: in a dispute it matters whether an entry
// was made before or after the stop. The effect of decrees on a standing permit is computed from the given rules.
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
    replaced,      ///< by another permit
  };

  State state = State::holds;
  Period period;        ///< as it was at that moment
  Instant known;        ///< since when the register knows it; if found by plate, with that plate
  Sequence record = 0;  ///< the record that gave or entered it
  std::variant<Permit, StandingPermit> permit;  ///< as it is now, except for the plate
  std::string clause{};                         ///< of the grant, or of the decree that moved its end; may be empty
  Digest rules{};                               ///< in force when it was given or entered
  const Decree* decree = nullptr;               ///< of the grant, or that moved its end; borrowed from the rules
  const StandingPermitRule* effect = nullptr;   ///< of that decree, where it moved the end; borrowed from the rules
  Actor entered_by{};                           ///< of a standing permit
  std::optional<Move> moved{};                  ///< the last move up to that moment
  std::optional<Move> moved_later{};            ///< the last move after that moment, which does not count

  const Permit* by_text() const { return std::get_if<Permit>(&permit); }
  const StandingPermit* standing() const { return std::get_if<StandingPermit>(&permit); }
  const std::string& document() const;
  const std::string& plate() const;
  bool is_valid() const { return state == State::holds; }
};
/// Whether it is valid at that moment or later.
bool is_live(const PermitView& view);
/// The name in JSON: `holds', `not-yet', ….
std::string_view name(PermitView::State state);

/// How far back the search for ended permits goes.
inline constexpr std::chrono::days kLookedBack{31};

/// The permits of a document or FIN, a plate or a phone about `at`: valid ones first, then those to come, then ended
/// ones, the latest first. Reads in short transactions. A permit is found by the plate that was named last.
Result<std::vector<PermitView>> permit_views(const InspectionStore& store, Subject by, const std::string& key,
                                             Instant at, const RuleSet& rules);

/// One permit at that moment. `by`: how it was found.
Result<PermitView> view(const InspectionStore& store, const Permit& permit, Subject by, Instant at,
                        const RuleSet& rules);
Result<PermitView> view(const InspectionStore& store, const StandingPermit& permit, Instant at, const RuleSet& rules);

}  // namespace permit
