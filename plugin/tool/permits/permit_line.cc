#include "tool/permits/permit_line.h"

#include "base/utf8.h"

namespace permit::tool {

namespace {

std::string local(std::optional<Instant> time, const Zone& zone) {
  return time ? render_local_time(*time, zone) : "no end";
}

std::string with(const char* name, const std::string& value) {
  return value.empty() ? "" : std::string(", ") + name + " " + value;
}

/// Why the permit's end differs from the one in its record.
std::string how_it_ends(const PermitView& view, const Zone& zone, const Masking& mask) {
  using Effect = StandingPermitRule::Effect;
  if (view.state == PermitView::State::replaced) return "; replaced by a later entry";
  if (view.effect)
    return (view.effect->effect == Effect::extend ? "; extended by " : "; switched off by ") + view.clause;
  if (!view.moved) return {};
  const Move& move = *view.moved;
  return std::string(move.end.revoked ? "; revoked " : "; end moved ") + local(move.at, zone) + " by " + move.actor.by +
         (move.actor.why.empty() ? "" : ": " + mask.words(move.actor.why));
}

}  // namespace

std::string render_line(const PermitView& view, const Zone& zone, const Masking& mask) {
  const StandingPermit* standing = view.standing();
  std::string line = "#" + std::to_string(view.record) + " " +
                     (standing ? standing->kind : "code " + view.by_text()->purpose) + " " + mask(view.document()) +
                     ", " + local(view.period.from, zone) + " to " + local(view.period.until, zone);
  if (!view.plate().empty()) line += with("plate", mask(view.plate()));
  if (standing)
    line += with("activity", mask.words(standing->activity)) + with("reference", mask(standing->reference)) +
            with("issuer", mask.words(standing->issuer)) + with("in", mask.words(standing->places)) +
            with("note:", mask.reveals() ? standing->note : "");
  return as_one_line(line + how_it_ends(view, zone, mask));
}

}  // namespace permit::tool
